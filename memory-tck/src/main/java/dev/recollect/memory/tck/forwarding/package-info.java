/** Stores that pass every call on, to be extended by what differs in one of them. */
@NullMarked
package dev.recollect.memory.tck.forwarding;

import org.jspecify.annotations.NullMarked;
