/** Tools that a model may call: what they are called, what they take, what they answer. */
@NullMarked
package dev.recollect.memory.api.tool;

import org.jspecify.annotations.NullMarked;
