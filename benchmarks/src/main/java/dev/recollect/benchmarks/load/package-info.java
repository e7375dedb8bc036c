/** Measures loading documents beside the embedding model alone. */
@NullMarked
package dev.recollect.benchmarks.load;

import org.jspecify.annotations.NullMarked;
