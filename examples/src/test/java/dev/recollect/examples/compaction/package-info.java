/** Compaction of old exchanges, as docs/compaction.md shows it. */
@NullMarked
package dev.recollect.examples.compaction;

import org.jspecify.annotations.NullMarked;
