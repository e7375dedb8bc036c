/** Tests of the dialogue benchmark. */
@NullMarked
package dev.recollect.benchmarks.dialogue;

import org.jspecify.annotations.NullMarked;
