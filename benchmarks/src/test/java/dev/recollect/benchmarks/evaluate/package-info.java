/** Tests of the evaluation harness as a whole. */
@NullMarked
package dev.recollect.benchmarks.evaluate;

import org.jspecify.annotations.NullMarked;
