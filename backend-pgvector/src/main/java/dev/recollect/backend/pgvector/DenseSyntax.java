package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.StoreEmbedding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How dense vectors are written in SQL, the one thing in which a store that embeds text differs
 * from one that is given numbers. Whatever is written has length one, so that inner products are
 * cosines.
 */
interface DenseSyntax {

  /** Finds out, on a connection that nobody else uses, how vectors are written in a store. */
  interface Source {

    /**
     * Returns the syntax.
     *
     * @throws MemoryException CONFIGURATION if the server lacks what it takes
     */
    DenseSyntax of(Connection connection, Names names) throws SQLException;

    /** Returns the error that says what to do, if finding out was what failed. */
    default MemoryException explained(MemoryException failure) {
      return failure;
    }
  }

  /** Returns how the server computes vectors from text; empty if it is given numbers. */
  Optional<StoreEmbedding> embedding();

  /** Returns how many of the records to be written make a transaction at most. */
  int transactionRecords(List<MemoryRecord> records);

  /**
   * Returns the vectors of a statement that writes records; what makes them begins the statement.
   */
  VectorExpressions written(List<MemoryRecord> records);

  /**
   * Returns the vectors that a search compares with; what makes them is a statement of its own, to
   * be run once and in one transaction with all that use them.
   */
  VectorExpressions queried(SearchRequest request);

  /** Returns the error that says what failed, if a vector that the server computes did. */
  MemoryException explained(MemoryException failure);
}
