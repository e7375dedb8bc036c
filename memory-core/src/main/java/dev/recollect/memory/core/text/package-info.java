/** Turns text into terms and weights, and long texts into parts; knows nothing of storage. */
@NullMarked
package dev.recollect.memory.core.text;

import org.jspecify.annotations.NullMarked;
