/** What a right store answers, computed the plain way, and random inputs to ask it. */
@NullMarked
package dev.recollect.memory.tck.oracle;

import org.jspecify.annotations.NullMarked;
