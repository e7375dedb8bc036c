/**
 * Errors that every layer of Recollect throws: one unchecked exception with a kind, whether to
 * retry, and what was written.
 */
@NullMarked
package dev.recollect.memory.api.error;

import org.jspecify.annotations.NullMarked;
