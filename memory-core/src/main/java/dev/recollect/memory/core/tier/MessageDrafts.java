package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.core.search.Embedder;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.RecordDraft;
import dev.recollect.memory.core.search.WholeReader;
import dev.recollect.memory.core.search.WholeRecord;
import dev.recollect.memory.core.text.TextSplitter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes of messages the records to be written: long ones in parts, each with the two texts said
 * before it as its context.
 *
 * <p>What lies right before a message may be a tool's, which recall memory does not keep; so the
 * two are looked for in the {@value #LOOK_BACK} places before it.
 */
final class MessageDrafts {

  /** How far before a message its context is looked for, in places. */
  static final int LOOK_BACK = 6;

  private final IndexedCollection collection;
  private final WholeReader reader;

  MessageDrafts(IndexedCollection collection) {
    this.collection = collection;
    this.reader = new WholeReader(collection.records());
  }

  /** Returns the drafts of messages that belong into recall memory. */
  List<RecordDraft> of(Namespace namespace, List<RecalledMessage> messages, CallOptions options) {
    Map<String, String> spoken = spokenBefore(namespace, messages, options);
    Instant now = collection.clock().instant();
    List<RecordDraft> drafts = new ArrayList<>();
    for (RecalledMessage message : messages) {
      drafts.addAll(drafts(namespace, message, preceding(message, spoken), now));
    }
    return drafts;
  }

  /** Returns the texts as searched, by id, of the messages and of those before them. */
  private Map<String, String> spokenBefore(
      Namespace namespace, List<RecalledMessage> messages, CallOptions options) {
    Map<String, String> spoken = new HashMap<>();
    messages.forEach(recalled -> spoken.put(recalled.id(), spoken(recalled.message())));
    Set<String> absent = new LinkedHashSet<>();
    for (RecalledMessage message : messages) {
      placesBefore(message).stream().filter(id -> !spoken.containsKey(id)).forEach(absent::add);
    }
    if (collection.hasContext()) {
      reader
          .read(namespace, List.copyOf(absent), Projection.CONTENT, options)
          .forEach((id, whole) -> spoken.put(id, spoken(MessageRecords.message(whole).message())));
    }
    return spoken;
  }

  private static String spoken(Message message) {
    return MessageRecords.prefix(message) + message.text();
  }

  private static List<String> placesBefore(RecalledMessage message) {
    return before(message.sequence()).stream()
        .map(place -> MessageRecords.id(message.conversation(), place))
        .toList();
  }

  /** Returns the places where the context of a message is looked for, the nearest first. */
  static List<Long> before(long sequence) {
    List<Long> places = new ArrayList<>();
    for (long place = sequence - 1; place > 0 && place >= sequence - LOOK_BACK; place--) {
      places.add(place);
    }
    return places;
  }

  /** Returns the texts before a message, the nearest first. */
  private static Deque<String> preceding(RecalledMessage message, Map<String, String> spoken) {
    Deque<String> preceding = new ArrayDeque<>();
    for (String id : placesBefore(message)) {
      if (spoken.containsKey(id) && preceding.size() < ContextWindow.PRECEDING) {
        preceding.addLast(spoken.get(id));
      }
    }
    return preceding;
  }

  private List<RecordDraft> drafts(
      Namespace namespace, RecalledMessage recalled, Deque<String> preceding, Instant now) {
    Embedder embedder = collection.embedder();
    String prefix = MessageRecords.prefix(recalled.message());
    int tokens = Math.max(1, embedder.maximumTokens() - embedder.countTokens(prefix));
    List<String> parts = new TextSplitter(embedder::countTokens, tokens).split(recalled.text());
    Payload payload = MessageRecords.payload(recalled);
    ContextWindow window = new ContextWindow(embedder, preceding);
    List<RecordDraft> drafts = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      String content = prefix + parts.get(part);
      MemoryRecord.Builder record =
          MemoryRecord.builder(namespace, WholeRecord.partId(recalled.id(), part))
              .partOf(recalled.id(), part)
              .text(parts.get(part))
              .payload(withParts(payload, parts.size()))
              .occurredAt(recalled.occurredAt())
              .recordedAt(now)
              .sequence(recalled.sequence());
      String context = collection.hasContext() ? window.before(content) : content;
      drafts.add(new RecordDraft(record, content, context));
      window.pass(content);
    }
    return drafts;
  }

  static Payload withParts(Payload payload, int parts) {
    return parts == 1 ? payload : payload.toBuilder().put(PayloadKeys.PARTS, parts).build();
  }
}
