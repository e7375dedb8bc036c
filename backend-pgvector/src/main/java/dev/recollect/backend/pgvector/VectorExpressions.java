package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.value.DenseVector;
import java.util.Optional;

/** The dense vectors of one statement that writes, or of one search. */
interface VectorExpressions {

  /** Returns what makes the vectors, if anything has to; {@link DenseSyntax} says where it goes. */
  Optional<Sql> before();

  /**
   * Returns an expression of type vector for one of the vectors, evaluated once a statement however
   * many rows it is compared with.
   */
  Sql of(DenseVector vector);
}
