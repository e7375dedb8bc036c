/**
 * Configuration: where texts come from, which keys there are, and the checked values they become.
 */
@NullMarked
package dev.recollect.memory.core.config;

import org.jspecify.annotations.NullMarked;
