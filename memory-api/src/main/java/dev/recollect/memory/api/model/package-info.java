/**
 * The ports to models: {@link ChatModel} answers, {@link EmbeddingModel} turns text into vectors.
 */
@NullMarked
package dev.recollect.memory.api.model;

import org.jspecify.annotations.NullMarked;
