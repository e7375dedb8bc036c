package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.Optional;

/**
 * The next free place of each conversation, kept in the state store: one number a conversation,
 * raised by compare-and-set. Thread-safe, also across processes.
 */
public final class ConversationSequences implements SequenceReservation {

  private final StateStore state;
  private final StateKeys keys;

  /** Creates the sequences of a tenant. */
  public ConversationSequences(StateStore state, StateKeys keys) {
    this.state = state;
    this.keys = keys;
  }

  /**
   * {@inheritDoc}
   *
   * @throws MemoryException INVALID for a count below 1 or a conversation's id that is empty or not
   *     storable, LIMIT for one that is too long
   */
  @Override
  public long reserve(Owner owner, String conversation, int count, CallOptions options) {
    if (count < 1) {
      throw MemoryException.invalid("count of places is " + count + "; it must be at least 1");
    }
    String key = nextKey(owner, conversation);
    return CompareAndSet.repeat(options, () -> raise(key, count, options));
  }

  /**
   * Returns the state key of a conversation's next free place, a decimal number, for callers that
   * raise it in a commit of their own; without an entry it is 1.
   */
  public String nextKey(Owner owner, String conversation) {
    return keys.nextSequence(owner, conversation);
  }

  private long raise(String key, int count, CallOptions options) {
    Optional<StateEntry> entry = state.get(key, options);
    long first = entry.map(ConversationSequences::parse).orElse(1L);
    long expected = entry.map(StateEntry::version).orElse(StateChange.ABSENT);
    state.commit(
        List.of(new StateChange.Put(key, Long.toString(first + count), expected)), options);
    return first;
  }

  private static long parse(StateEntry entry) {
    try {
      return Long.parseLong(entry.value());
    } catch (NumberFormatException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT,
          "state key '" + entry.key() + "' should hold a number and holds '" + entry.value() + "'",
          e);
    }
  }
}
