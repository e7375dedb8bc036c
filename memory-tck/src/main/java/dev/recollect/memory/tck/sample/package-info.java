/** Records, texts and values with which the contracts fill a store. */
@NullMarked
package dev.recollect.memory.tck.sample;

import org.jspecify.annotations.NullMarked;
