package dev.recollect.backend.pgvector;

/**
 * How vectors are indexed.
 *
 * @param enabled whether there is a graph at all; without one every search is exact
 * @param type what the graph is made of
 * @param connections neighbours of a node ({@code m})
 * @param buildCandidates how many are looked at when a node is added ({@code ef_construction})
 * @param searchCandidates how many are looked at in a search, at least ({@code ef_search})
 */
record IndexConfig(
    boolean enabled, VectorType type, int connections, int buildCandidates, int searchCandidates) {

  /** Returns the largest number of dimensions a collection may have. */
  int largestDimension() {
    return enabled ? type.largestIndexed() : VectorType.LARGEST_UNINDEXED;
  }
}
