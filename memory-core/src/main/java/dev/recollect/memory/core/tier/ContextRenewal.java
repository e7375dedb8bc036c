package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.RecordDraft;
import dev.recollect.memory.core.search.WholeReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the vectors of messages anew whose context held messages that are deleted: the context is
 * then what is still there before them. Everything else of them stays as it is.
 */
final class ContextRenewal {

  /** How many messages are read and written at once. */
  private static final int CHUNK = 100;

  private final IndexedCollection collection;
  private final Namespace namespace;
  private final String conversation;
  private final CallOptions options;
  private final WholeReader reader;

  ContextRenewal(
      IndexedCollection collection, Namespace namespace, String conversation, CallOptions options) {
    this.collection = collection;
    this.namespace = namespace;
    this.conversation = conversation;
    this.options = options;
    this.reader = new WholeReader(collection.records());
  }

  /** Renews what stands behind deleted places, none of which holds a message any more. */
  void without(SortedSet<Long> deleted) {
    List<Long> behind = List.copyOf(behind(deleted));
    for (int from = 0; from < behind.size(); from += CHUNK) {
      renew(behind.subList(from, Math.min(behind.size(), from + CHUNK)), deleted);
    }
  }

  private static SortedSet<Long> behind(SortedSet<Long> deleted) {
    SortedSet<Long> behind = new TreeSet<>();
    for (long place : deleted) {
      for (long next = place + 1; next <= place + MessageDrafts.LOOK_BACK; next++) {
        if (!deleted.contains(next)) {
          behind.add(next);
        }
      }
    }
    return behind;
  }

  private void renew(List<Long> places, Set<Long> deleted) {
    Map<Long, String> spoken = spoken(places);
    List<Long> affected =
        places.stream().filter(place -> saw(place, deleted, spoken.keySet())).toList();
    List<RecordDraft> drafts = new ArrayList<>();
    parts(affected)
        .forEach((place, parts) -> drafts.addAll(drafts(parts, preceding(place, spoken))));
    collection.write(drafts, options);
  }

  /** Returns the texts as searched of some places and of those they can have as their context. */
  private Map<Long, String> spoken(List<Long> places) {
    SortedSet<Long> read = new TreeSet<>();
    places.forEach(place -> read.addAll(MessageDrafts.before(place)));
    List<String> ids = read.stream().map(place -> MessageRecords.id(conversation, place)).toList();
    Map<Long, String> spoken = new HashMap<>();
    reader
        .read(namespace, ids, Projection.CONTENT, options)
        .values()
        .forEach(whole ->
            spoken.put(whole.first().sequence().orElse(0), prefix(whole.first()) + whole.text()));
    return spoken;
  }

  /** Returns whether a message can have had a deleted one as its context. */
  private static boolean saw(long place, Set<Long> deleted, Set<Long> kept) {
    int nearer = 0;
    for (long before : MessageDrafts.before(place)) {
      if (deleted.contains(before)) {
        return true;
      }
      nearer += kept.contains(before) ? 1 : 0;
      if (nearer == ContextWindow.PRECEDING) {
        return false;
      }
    }
    return false;
  }

  /** Returns the parts that lie at some places, in order; also those of a half-written message. */
  private SortedMap<Long, List<MemoryRecord>> parts(List<Long> places) {
    SortedMap<Long, List<MemoryRecord>> parts = new TreeMap<>();
    if (places.isEmpty()) {
      return parts;
    }
    List<String> ids =
        places.stream().map(place -> MessageRecords.id(conversation, place)).toList();
    ScanRequest request =
        new ScanRequest(
            Set.of(namespace), Wholes.partsOf(ids), Projection.CONTENT, Cursor.START, CHUNK);
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page<MemoryRecord> page = collection.records().scan(request.at(next.get()), options);
      for (MemoryRecord part : page.items()) {
        parts.computeIfAbsent(part.sequence().orElse(0), place -> new ArrayList<>()).add(part);
      }
      next = page.next();
    }
    parts.values().forEach(some -> some.sort(Comparator.comparingInt(MemoryRecord::part)));
    return parts;
  }

  private static Deque<String> preceding(long place, Map<Long, String> spoken) {
    Deque<String> preceding = new ArrayDeque<>();
    for (long before : MessageDrafts.before(place)) {
      if (spoken.containsKey(before) && preceding.size() < ContextWindow.PRECEDING) {
        preceding.addLast(spoken.get(before));
      }
    }
    return preceding;
  }

  private List<RecordDraft> drafts(List<MemoryRecord> parts, Deque<String> preceding) {
    ContextWindow window = new ContextWindow(collection.embedder(), preceding);
    List<RecordDraft> drafts = new ArrayList<>();
    for (MemoryRecord part : parts) {
      String content = prefix(part) + part.text();
      drafts.add(new RecordDraft(part.toBuilder(), content, window.before(content)));
      window.pass(content);
    }
    return drafts;
  }

  private static String prefix(MemoryRecord part) {
    return MessageRecords.prefix(part.payload().text(PayloadKeys.SPEAKER));
  }
}
