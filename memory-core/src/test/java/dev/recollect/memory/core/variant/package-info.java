/** Right backends that declare and do other things than the in-memory one, made of it. */
@NullMarked
package dev.recollect.memory.core.variant;

import org.jspecify.annotations.NullMarked;
