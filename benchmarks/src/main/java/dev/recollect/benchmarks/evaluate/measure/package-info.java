/** What a ranking is worth: measures by query, their intervals, two runs compared in pairs. */
@NullMarked
package dev.recollect.benchmarks.evaluate.measure;

import org.jspecify.annotations.NullMarked;
