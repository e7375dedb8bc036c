/** Measures answers of the offline model on LoCoMo, conversations between two people. */
@NullMarked
package dev.recollect.benchmarks.locomo;

import org.jspecify.annotations.NullMarked;
