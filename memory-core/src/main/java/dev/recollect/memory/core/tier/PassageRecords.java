package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.Links;
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
    Passage passage = passage(given, now);
    Payload payload = MessageDrafts.withParts(payload(given), texts.size());
    List<RecordDraft> drafts = new ArrayList<>();
    for (int part = 0; part < texts.size(); part++) {
      MemoryRecord.Builder record =
          MemoryRecord.builder(namespace, WholeRecord.partId(passage.id(), part))
              .partOf(passage.id(), part)
              .text(texts.get(part).text())
              .payload(payload)
              .occurredAt(passage.occurredAt())
              .recordedAt(now)
              .validFrom(given.validFrom().orElse(null))
              .validTo(given.validTo().orElse(null));
      String content = texts.get(part).content();
      drafts.add(new RecordDraft(record, content, content));
    }
    return new Drafted(passage, drafts, given.id().isPresent());
  }

  private Passage passage(NewPassage given, Instant now) {
    Passage.Builder passage =
        Passage.builder(
                given.id().orElseGet(newIds),
                given.text(),
                given.metadata(),
                given.occurredAt().orElse(now),
                now)
            .validFrom(given.validFrom().orElse(null))
            .validTo(given.validTo().orElse(null));
    given.importance().ifPresent(passage::importance);
    return passage.build();
  }

  private static Payload payload(NewPassage given) {
    Payload.Builder payload = given.metadata().toBuilder();
    if (!given.context().isEmpty()) {
      payload.put(PayloadKeys.CONTEXT, given.context());
    }
    given.importance().ifPresent(value -> payload.put(PayloadKeys.IMPORTANCE, value));
    return payload.build();
  }

  static Passage passage(WholeRecord whole) {
    MemoryRecord first = whole.first();
    Payload payload = first.payload();
    return Passage.builder(
            first.id(), whole.text(), metadata(payload), first.occurredAt(), first.recordedAt())
        .importance(PayloadKeys.importance(payload))
        .validFrom(first.validFrom().orElse(null))
        .validTo(first.validTo().orElse(null))
        .supersedes(Links.supersedes(payload))
        .supersededBy(Links.supersededBy(payload))
        .build();
  }

  private static Payload metadata(Payload payload) {
    Payload.Builder metadata = payload.toBuilder();
    payload.values().keySet().stream()
        .filter(key -> key.startsWith(PayloadKeys.RESERVED_PREFIX))
        .forEach(metadata::remove);
    return metadata.build();
  }
}
