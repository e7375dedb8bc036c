/** Backends with one deliberate fault each, and the proof that the kit catches every one. */
@NullMarked
package dev.recollect.memory.core.broken;

import org.jspecify.annotations.NullMarked;
