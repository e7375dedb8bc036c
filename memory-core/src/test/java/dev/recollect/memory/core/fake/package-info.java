/** Backends that tests hand to the code under test. */
@NullMarked
package dev.recollect.memory.core.fake;

import org.jspecify.annotations.NullMarked;
