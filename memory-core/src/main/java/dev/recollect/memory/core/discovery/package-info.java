/** Finds backends and models on the class path and picks them by id. */
@NullMarked
package dev.recollect.memory.core.discovery;

import org.jspecify.annotations.NullMarked;
