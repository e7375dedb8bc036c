package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.core.search.Embedder;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.RecordDraft;
import dev.recollect.memory.core.search.WholeRecord;
import dev.recollect.memory.core.text.TextSplitter;
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
  private final TextSplitter splitter;

  PassageRecords(IndexedCollection collection, Supplier<String> newIds) {
    this.collection = collection;
    this.newIds = newIds;
    Embedder embedder = collection.embedder();
    this.splitter = new TextSplitter(embedder::countTokens, embedder.maximumTokens());
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
    return passages.stream().map(passage -> draft(namespace, passage, now)).toList();
  }

  private Drafted draft(Namespace namespace, NewPassage given, Instant now) {
    Passage passage =
        new Passage(
            given.id().orElseGet(newIds),
            given.text(),
            given.metadata(),
            given.occurredAt().orElse(now),
            now);
    List<String> texts = splitter.split(given.text());
    List<RecordDraft> parts = new ArrayList<>();
    for (int part = 0; part < texts.size(); part++) {
      MemoryRecord.Builder record =
          MemoryRecord.builder(namespace, WholeRecord.partId(passage.id(), part))
              .partOf(passage.id(), part)
              .text(texts.get(part))
              .payload(MessageDrafts.withParts(given.metadata(), texts.size()))
              .occurredAt(passage.occurredAt())
              .recordedAt(now);
      parts.add(new RecordDraft(record, texts.get(part), texts.get(part)));
    }
    return new Drafted(passage, parts, given.id().isPresent());
  }

  static Passage passage(WholeRecord whole) {
    MemoryRecord first = whole.first();
    Payload metadata = first.payload().toBuilder().remove(PayloadKeys.PARTS).build();
    return new Passage(first.id(), whole.text(), metadata, first.occurredAt(), first.recordedAt());
  }
}
