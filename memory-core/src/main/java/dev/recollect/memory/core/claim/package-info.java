/** Who is at work on something that one process at a time may change, and until when. */
@NullMarked
package dev.recollect.memory.core.claim;

import org.jspecify.annotations.NullMarked;
