/**
 * The embedded backend: one SQLite file is the truth, a Lucene index per collection is derived from
 * it and rebuilt whenever it cannot be trusted.
 */
@NullMarked
package dev.recollect.backend.lucene;

import org.jspecify.annotations.NullMarked;
