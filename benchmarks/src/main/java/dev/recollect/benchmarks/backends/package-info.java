/** Backends beside each other, on the same records in one run. */
@NullMarked
package dev.recollect.benchmarks.backends;

import org.jspecify.annotations.NullMarked;
