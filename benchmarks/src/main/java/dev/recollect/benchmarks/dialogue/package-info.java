/** Measures the offline model on short dialogues: what was said must be found again. */
@NullMarked
package dev.recollect.benchmarks.dialogue;

import org.jspecify.annotations.NullMarked;
