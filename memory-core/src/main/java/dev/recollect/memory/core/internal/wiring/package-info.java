/** Puts the parts of core together; the only place that knows Guice. */
@NullMarked
package dev.recollect.memory.core.internal.wiring;

import org.jspecify.annotations.NullMarked;
