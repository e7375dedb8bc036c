package dev.recollect.agent.compaction;

import dev.recollect.memory.api.tier.RecalledMessage;
import java.time.Instant;
import java.util.List;

/**
 * What a person said and all that followed before they spoke again.
 *
 * @param messages in order, at least one
 */
record Exchange(List<RecalledMessage> messages) {

  Exchange {
    messages = List.copyOf(messages);
  }

  long first() {
    return messages.getFirst().sequence();
  }

  long last() {
    return messages.getLast().sequence();
  }

  Instant end() {
    return messages.getLast().occurredAt();
  }
}
