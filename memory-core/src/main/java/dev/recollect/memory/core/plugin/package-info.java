/** Providers that a user adds by putting their jars into a folder. */
@NullMarked
package dev.recollect.memory.core.plugin;

import org.jspecify.annotations.NullMarked;
