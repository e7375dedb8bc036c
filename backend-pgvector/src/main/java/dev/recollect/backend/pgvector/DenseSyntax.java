package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.DenseVector;
import java.util.Optional;

/**
 * How a dense vector is written in SQL, the one thing in which a store that embeds text differs
 * from one that is given numbers. Whatever is written has length one, so that inner products are
 * cosines.
 */
interface DenseSyntax {

  /** Returns how the server computes vectors from text; empty if it is given numbers. */
  Optional<StoreEmbedding> embedding();

  /** Returns an expression of type vector with one value to bind, for a row to be written. */
  String written();

  /**
   * Returns an expression of type vector with one value to bind, for a query; evaluated once
   * however many rows it is compared with.
   */
  String queried();

  /** Returns the value to bind for a vector. */
  Object value(DenseVector vector);
}
