package dev.recollect.backend.pgvector;

import com.pgvector.PGvector;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.DenseVector;
import java.util.Optional;

/** Vectors as numbers, sent in the binary format of pgvector. */
final class LiteralVectors implements DenseSyntax {

  @Override
  public Optional<StoreEmbedding> embedding() {
    return Optional.empty();
  }

  @Override
  public String written() {
    return "?";
  }

  @Override
  public String queried() {
    return "?";
  }

  @Override
  public Object value(DenseVector vector) {
    return switch (vector) {
      case DenseVector.Values values -> new PGvector(unit(values.toArray()));
      case DenseVector.TextToEmbed ignored ->
          throw new IllegalArgumentException("text to embed was not refused");
    };
  }

  /** Makes the length one, in double precision: the server's own sums are of floats. */
  private static float[] unit(float[] values) {
    double square = 0;
    for (float value : values) {
      square += (double) value * value;
    }
    double length = Math.sqrt(square);
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (values[index] / length);
    }
    return values;
  }
}
