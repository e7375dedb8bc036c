/** The memory under evaluation: filled and searched through its public tiers alone. */
@NullMarked
package dev.recollect.benchmarks.evaluate.memory;

import org.jspecify.annotations.NullMarked;
