/** Telling listeners of searches and embeddings. */
@NullMarked
package dev.recollect.memory.core.event;

import org.jspecify.annotations.NullMarked;
