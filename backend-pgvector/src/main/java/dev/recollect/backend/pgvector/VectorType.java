package dev.recollect.backend.pgvector;

import java.util.Locale;

/**
 * What the graph of an index is made of. The table holds {@code vector} either way, so scores are
 * those of full precision and the choice can be changed without loading anything again.
 */
enum VectorType {
  /** Four bytes a number. */
  VECTOR(2_000),
  /** Two bytes a number: half the index, twice the dimensions. */
  HALFVEC(4_000);

  /** The largest number of dimensions that pgvector keeps in a table. */
  static final int LARGEST_UNINDEXED = 16_000;

  private final int largestIndexed;

  VectorType(int largestIndexed) {
    this.largestIndexed = largestIndexed;
  }

  /** Returns the largest number of dimensions that pgvector indexes. */
  int largestIndexed() {
    return largestIndexed;
  }

  /** Returns the name in SQL and in the settings. */
  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
