/** Small tools that several packages of core share; not for use outside. */
@NullMarked
package dev.recollect.memory.core.internal;

import org.jspecify.annotations.NullMarked;
