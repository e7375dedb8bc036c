/** The evaluation harness: what a tier finds of a test collection, measured and compared. */
@NullMarked
package dev.recollect.benchmarks.evaluate;

import org.jspecify.annotations.NullMarked;
