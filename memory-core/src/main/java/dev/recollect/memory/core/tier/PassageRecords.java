package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.RecordDraft;
import dev.recollect.memory.core.search.WholeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** How a passage lies in records, one for each part, and comes back. */
final class PassageRecords {

  private static final Pattern PART_ID = Pattern.compile(".*#[0-9]+", Pattern.DOTALL);

  private static final List<String> INTERNAL =
      List.of(PayloadKeys.PARTS, PayloadKeys.CONTEXT, PayloadKeys.DOCUMENT);

  /**
   * A passage about to be written.
   *
   * @param passage as the caller will see it
   * @param parts its records
   * @param mayReplace whether one of the same id may exist
   */
  record Drafted(Passage passage, List<RecordDraft> parts, boolean mayReplace) {}

  private final IndexedCollection collection;
  private final Supplier<String> newIds;
  private final PassageParts parts;

  PassageRecords(IndexedCollection collection, Supplier<String> newIds) {
    this.collection = collection;
    this.newIds = newIds;
    this.parts = new PassageParts(collection.embedder());
  }

  /** Refuses ids that name a part, metadata keys that are ours, and blank texts. */
  static void requireStorable(NewPassage passage) {
    if (passage.text().isBlank()) {
      throw MemoryException.invalid("the passage is blank; give it a text");
    }
    passage.id().filter(id -> PART_ID.matcher(id).matches()).ifPresent(PassageRecords::refuseId);
    passage.metadata().values().keySet().stream()
        .filter(key -> key.startsWith(PayloadKeys.RESERVED_PREFIX))
        .findFirst()
        .ifPresent(PassageRecords::refuseKey);
  }

  private static void refuseId(String id) {
    throw MemoryException.invalid(
        "passage id '"
            + id
            + "' ends in # and a number, which names a part; choose another ending");
  }

  private static void refuseKey(String key) {
    throw MemoryException.invalid(
        "metadata key '"
            + key
            + "' begins with "
            + PayloadKeys.RESERVED_PREFIX
            + ", which is kept for the store; choose another name");
  }

  List<Drafted> draft(Namespace namespace, List<NewPassage> passages) {
    Instant now = Moments.requireStorable("the clock", collection.clock().instant());
    return passages.stream()
        .map(passage -> draft(namespace, passage, parts.of(passage), now))
        .toList();
  }

  /** Returns the draft of a passage that is known to be within the limits of the model. */
  Drafted draftFitting(Namespace namespace, NewPassage passage) {
    Instant now = Moments.requireStorable("the clock", collection.clock().instant());
    return draft(namespace, passage, PassageParts.fitting(passage), now);
  }

  private Drafted draft(
      Namespace namespace, NewPassage given, List<PassageParts.Part> texts, Instant now) {
    Passage passage =
        new Passage(
            given.id().orElseGet(newIds),
            given.text(),
            given.metadata(),
            given.occurredAt().orElse(now),
            now);
    Payload payload = MessageDrafts.withParts(payload(given), texts.size());
    List<RecordDraft> drafts = new ArrayList<>();
    for (int part = 0; part < texts.size(); part++) {
      MemoryRecord.Builder record =
          MemoryRecord.builder(namespace, WholeRecord.partId(passage.id(), part))
              .partOf(passage.id(), part)
              .text(texts.get(part).text())
              .payload(payload)
              .occurredAt(passage.occurredAt())
              .recordedAt(now);
      String content = texts.get(part).content();
      drafts.add(new RecordDraft(record, content, content));
    }
    return new Drafted(passage, drafts, given.id().isPresent());
  }

  private static Payload payload(NewPassage given) {
    return given.context().isEmpty()
        ? given.metadata()
        : given.metadata().toBuilder().put(PayloadKeys.CONTEXT, given.context()).build();
  }

  static Passage passage(WholeRecord whole) {
    MemoryRecord first = whole.first();
    Payload.Builder metadata = first.payload().toBuilder();
    INTERNAL.forEach(metadata::remove);
    return new Passage(
        first.id(), whole.text(), metadata.build(), first.occurredAt(), first.recordedAt());
  }
}
