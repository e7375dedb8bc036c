@NullMarked
package dev.recollect.benchmarks.pgvector;

import org.jspecify.annotations.NullMarked;
