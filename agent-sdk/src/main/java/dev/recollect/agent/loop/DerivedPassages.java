package dev.recollect.agent.loop;

import dev.recollect.agent.fact.FactExtractor;
import dev.recollect.agent.fact.FactSource;
import dev.recollect.agent.forget.Forgettable;
import dev.recollect.agent.forget.Traces;
import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.IntStream;

/**
 * Finds the passages that follow from messages: facts extracted from them, what the model filed of
 * them, and the parts of one that was too long for the window.
 */
final class DerivedPassages {

  /** How far behind a message the facts may have been read in its light. */
  private static final int FACTS_BEHIND = 4;

  /** Of many texts no more are looked for one by one. */
  static final int SEARCHED = 1_000;

  /** A message whose parts were filed is longer. */
  private static final int LONG = 500;

  /** If nothing was said since, a turn took no longer. */
  private static final Duration TURN = Duration.ofHours(1);

  private static final int FOUND = 20;
  private static final int CHARACTERS = 1_000;

  private final Desk desk;
  private final ArchivalMemory archival;
  private final RecallMemory recall;
  private final NamedTexts named;
  private final Traces traces;
  private final CallOptions options;
  private final Set<String> ids = new LinkedHashSet<>();

  DerivedPassages(Desk desk, NamedTexts named, Traces traces, CallOptions options) {
    this.desk = desk;
    this.archival = desk.place().memory().ownArchival(desk.place().owner().name());
    this.recall = desk.place().memory().recall(desk.place().owner().name());
    this.named = named;
    this.traces = traces;
    this.options = options;
  }

  /** Returns their ids, without those that are named themselves. */
  Set<String> find() {
    named.messages().forEach(this::addFacts);
    named.said().stream()
        .filter(message -> message.text().length() > LONG)
        .limit(SEARCHED)
        .forEach(this::addParts);
    named.said().stream().limit(SEARCHED).forEach(this::addFiled);
    named.passages().forEach(passage -> ids.remove(passage.id()));
    return ids;
  }

  private void addFacts(String conversation, SortedSet<Long> places) {
    for (long place : places) {
      FactSource source = new FactSource(conversation, place);
      // The first is written last and deleted with the others.
      if (exists(source.passageId(0)) || exists(source.passageId(1))) {
        IntStream.range(0, FactExtractor.FACTS)
            .mapToObj(source::passageId)
            .forEach(this::addIfThere);
      }
      for (long next = place + 1; next <= place + FACTS_BEHIND; next++) {
        if (!places.contains(next)) {
          addTelling(new FactSource(conversation, next));
        }
      }
    }
  }

  private void addIfThere(String id) {
    if (exists(id)) {
      ids.add(id);
    }
  }

  private boolean exists(String id) {
    return archival.find(id).isPresent();
  }

  private void addTelling(FactSource source) {
    Optional<Passage> fact = archival.find(source.passageId(0));
    for (int index = 1; fact.isPresent(); index++) {
      if (traces.in(fact.orElseThrow().text())) {
        ids.add(fact.orElseThrow().id());
      }
      fact = archival.find(source.passageId(index));
    }
  }

  /** The parts have ids that count up; whichever is found tells those of the others. */
  private void addParts(RecalledMessage message) {
    List<String> parts = new LongTexts(desk.place()).parts(message.text());
    String own = desk.place().uniqueName(message.conversation()) + "/";
    for (String part : parts) {
      for (Passage passage : search(part)) {
        int number = passage.id().lastIndexOf('/');
        boolean filed = passage.id().startsWith(own) && passage.id().contains("/message/");
        if (filed && passage.text().equals(part)) {
          String key = passage.id().substring(0, number + 1);
          IntStream.range(0, parts.size()).forEach(index -> addIfThere(key + index));
          return;
        }
      }
    }
  }

  /** What the model files of a message it files before it has answered. */
  private void addFiled(RecalledMessage message) {
    String own = desk.place().uniqueName(message.conversation()) + "/";
    Instant from = message.occurredAt();
    Instant until = answered(message).orElse(from.plus(TURN));
    search(message.text()).stream()
        .filter(passage -> passage.id().startsWith(own))
        .filter(passage -> !passage.recordedAt().isBefore(from))
        .filter(passage -> !passage.recordedAt().isAfter(until))
        .filter(passage -> traces.in(passage.text()))
        .forEach(passage -> ids.add(passage.id()));
  }

  private Optional<Instant> answered(RecalledMessage message) {
    return recall.list(message.conversation(), message.sequence() + 1, FACTS_BEHIND).stream()
        .map(RecalledMessage::occurredAt)
        .findFirst();
  }

  private List<Passage> search(String text) {
    return found(archival, text, options).stream().filter(Forgettable::isOwn).toList();
  }

  /** Returns the passages with the most words of a text; nothing is embedded. */
  static List<Passage> found(ArchivalMemory archival, String text, CallOptions options) {
    return text.isBlank()
        ? List.of()
        : archival.search(byWords(text, options)).hits().stream().map(SearchHit::item).toList();
  }

  /** Returns the query for what has the words of a text. */
  static SearchQuery byWords(String text, CallOptions options) {
    return SearchQuery.builder(Cut.plain(text, CHARACTERS))
        .mode(SearchMode.TEXT)
        .topK(FOUND)
        .options(options)
        .build();
  }
}
