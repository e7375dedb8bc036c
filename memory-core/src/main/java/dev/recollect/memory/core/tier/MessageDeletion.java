package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.core.search.IndexedCollection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Deletes messages of one conversation, and what the contexts of those behind them hold of them.
 *
 * <p>The messages go first, so that nothing said from then on takes them as its context. The
 * contexts follow, whether or not the messages were still there: so a repetition completes what
 * failed half way.
 */
final class MessageDeletion {

  private final IndexedCollection collection;
  private final Namespace namespace;
  private final String conversation;
  private final CallOptions options;

  MessageDeletion(
      IndexedCollection collection, Namespace namespace, String conversation, CallOptions options) {
    this.collection = collection;
    this.namespace = namespace;
    this.conversation = conversation;
    this.options = options;
  }

  /** Returns how many of the messages there were. */
  long delete(Collection<Long> sequences) {
    SortedSet<Long> places = new TreeSet<>();
    sequences.forEach(sequence -> places.add(requirePlace(sequence)));
    if (places.isEmpty()) {
      return 0;
    }
    List<String> ids =
        places.stream().map(place -> MessageRecords.id(conversation, place)).toList();
    long found = count(ids);
    try {
      Wholes.delete(collection.records(), namespace, ids, Filter.all(), options);
      if (collection.hasContext()) {
        new ContextRenewal(collection, namespace, conversation, options).without(places);
      }
    } catch (MemoryException e) {
      throw e.withOutcome(new WriteOutcome.Unknown());
    }
    return found;
  }

  private static long requirePlace(long sequence) {
    if (sequence < 1) {
      throw MemoryException.invalid(
          "sequence is " + sequence + "; messages of a conversation count from 1");
    }
    return sequence;
  }

  private long count(List<String> ids) {
    long count = 0;
    for (List<String> some : Wholes.slices(ids)) {
      Filter wholes = Filter.and(Wholes.partsOf(some), SearchConditions.firstParts());
      count += collection.records().count(Set.of(namespace), wholes, options);
    }
    return count;
  }
}
