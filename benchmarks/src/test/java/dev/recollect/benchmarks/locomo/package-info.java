/** Tests of the conversion of LoCoMo. */
@NullMarked
package dev.recollect.benchmarks.locomo;

import org.jspecify.annotations.NullMarked;
