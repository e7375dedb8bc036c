package dev.recollect.backend.milvus;

/**
 * How dense vectors are indexed.
 *
 * @param graph whether by an HNSW graph; otherwise every search compares with every record
 * @param connections neighbours of a node of the graph
 * @param build candidates when a vector is added
 * @param search candidates of a search, at least
 */
record IndexConfig(boolean graph, int connections, int build, int search) {

  IndexConfig withGraph(boolean newGraph) {
    return new IndexConfig(newGraph, connections, build, search);
  }
}
