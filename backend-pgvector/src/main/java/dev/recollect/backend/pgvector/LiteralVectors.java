package dev.recollect.backend.pgvector;

import com.pgvector.PGvector;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.DenseVector;
import java.util.List;
import java.util.Optional;

/** Vectors as numbers, sent in the binary format of pgvector. */
final class LiteralVectors implements DenseSyntax, VectorExpressions {

  @Override
  public Optional<StoreEmbedding> embedding() {
    return Optional.empty();
  }

  @Override
  public int transactionRecords(List<MemoryRecord> records) {
    return Batches.TRANSACTION_RECORDS;
  }

  @Override
  public VectorExpressions written(List<MemoryRecord> records) {
    return this;
  }

  @Override
  public VectorExpressions queried(SearchRequest request) {
    return this;
  }

  @Override
  public Optional<Sql> before() {
    return Optional.empty();
  }

  @Override
  public Sql of(DenseVector vector) {
    return literal(vector);
  }

  @Override
  public MemoryException explained(MemoryException failure) {
    return failure;
  }

  /**
   * Returns a vector that is given as numbers; of length one, as the server's sums are of floats.
   */
  static Sql literal(DenseVector vector) {
    return switch (vector) {
      case DenseVector.Values values -> Sql.of("?", new PGvector(values.toUnitArray()));
      case DenseVector.TextToEmbed ignored ->
          throw new IllegalArgumentException("text to embed was not refused");
    };
  }
}
