package dev.recollect.memory.api.model;

/** A piece of an answer while it arrives. */
public sealed interface ChatDelta {

  /**
   * A piece of the text.
   *
   * @param text what came, not empty
   */
  record Text(String text) implements ChatDelta {}
}
