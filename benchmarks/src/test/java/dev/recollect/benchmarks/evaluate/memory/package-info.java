/** Tests of what fills and searches the memory under evaluation. */
@NullMarked
package dev.recollect.benchmarks.evaluate.memory;

import org.jspecify.annotations.NullMarked;
