/** The PostgreSQL backend beside hand-written JDBC, COPY and LangChain4j's store, on one server. */
@NullMarked
package dev.recollect.benchmarks.pgvector;

import org.jspecify.annotations.NullMarked;
