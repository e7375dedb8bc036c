/** Embedding models beside the default, whose artifacts only this module has. */
@NullMarked
package dev.recollect.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
