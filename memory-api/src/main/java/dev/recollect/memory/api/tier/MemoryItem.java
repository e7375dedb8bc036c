package dev.recollect.memory.api.tier;

import java.time.Instant;

/** Something a search can find. */
public sealed interface MemoryItem permits Passage, RecalledMessage {

  /** Returns the id in its tier. */
  String id();

  /** Returns the whole text. */
  String text();

  /** Returns when what the text says happened or was said. */
  Instant occurredAt();
}
