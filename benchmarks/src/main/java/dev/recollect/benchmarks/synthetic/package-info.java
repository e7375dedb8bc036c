/** Made-up passages and times, for measurements of stores. */
@NullMarked
package dev.recollect.benchmarks.synthetic;

import org.jspecify.annotations.NullMarked;
