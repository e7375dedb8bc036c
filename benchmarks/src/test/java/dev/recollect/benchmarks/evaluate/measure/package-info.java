/** Tests of the measures, against hand-made figures and a reference. */
@NullMarked
package dev.recollect.benchmarks.evaluate.measure;

import org.jspecify.annotations.NullMarked;
