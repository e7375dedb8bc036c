package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;

/**
 * The source of places in conversations: no place is given out twice, whatever process asks.
 * Thread-safe.
 */
@FunctionalInterface
public interface SequenceReservation {

  /**
   * Reserves consecutive places at the end of a conversation.
   *
   * @param owner whose conversation it is
   * @param conversation id of the conversation
   * @param count how many places, at least 1
   * @return the first place; the very first of a conversation is 1
   */
  long reserve(Owner owner, String conversation, int count, CallOptions options);
}
