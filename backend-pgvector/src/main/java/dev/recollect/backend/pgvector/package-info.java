/**
 * State, recall and archival memory in PostgreSQL with pgvector: tables that explain themselves, an
 * HNSW graph for large namespaces, postings for text, all settings local to a transaction.
 */
@NullMarked
package dev.recollect.backend.pgvector;

import org.jspecify.annotations.NullMarked;
