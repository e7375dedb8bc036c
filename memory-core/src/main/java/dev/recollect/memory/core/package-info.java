/** The memory of agents: opening it, its tenants, and where it lies. */
@NullMarked
package dev.recollect.memory.core;

import org.jspecify.annotations.NullMarked;
