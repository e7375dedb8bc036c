/** Tests of the embedded backend, over real files and real processes. */
@NullMarked
package dev.recollect.backend.lucene;

import org.jspecify.annotations.NullMarked;
