package dev.recollect.memory.api.event;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call of the embedding model. Immutable; the two events of one call are told on the thread that
 * calls. A store that embeds texts itself tells of none.
 */
public sealed interface EmbeddingEvent extends Event {

  /** Returns which call it is. */
  Embedding embedding();

  /**
   * Which call it is.
   *
   * @param id unique for ever
   * @param provider id of the model's provider; empty if code brought the model along
   * @param model the model
   * @param texts how many texts, from 1
   * @param purpose what for
   */
  record Embedding(
      String id, String provider, EmbeddingIdentity model, int texts, Purpose purpose) {}

  /** What texts are embedded for. */
  enum Purpose {
    /** The text of a query. */
    SEARCH,
    /** Texts that are written. */
    STORING
  }

  /**
   * A call begins.
   *
   * @param embedding which call
   */
  record Started(Embedding embedding) implements EmbeddingEvent {}

  /**
   * A call has ended.
   *
   * @param embedding which call
   * @param failure why it failed, or null
   * @param took how long it took
   */
  record Ended(Embedding embedding, @Nullable Throwable failure, Duration took)
      implements EmbeddingEvent {}
}
