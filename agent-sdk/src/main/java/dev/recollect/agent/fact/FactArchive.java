package dev.recollect.agent.fact;

import dev.recollect.agent.fact.FactPolicy.Embedded;
import dev.recollect.agent.language.Words;
import dev.recollect.agent.offline.Statements;
import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Facts in archival memory: files them as passages, and lets newer ones supersede the older ones
 * that they contradict. Thread-safe.
 *
 * <p>What is compared with a new fact is what a search for it finds among the owner's own passages,
 * also those that nobody filed as facts; texts of more than {@value SupersessionJudge#LONGEST}
 * characters and messages with several facts are never superseded.
 */
public final class FactArchive {

  /** How many passages a new fact is compared with. */
  static final int COMPARED = 30;

  private static final int CONTEXT_CHARACTERS = NewPassage.CONTEXT_BYTES / 4;

  private final ArchivalMemory archive;
  private final SupersessionJudge judge = SupersessionJudge.english();

  private FactArchive(ArchivalMemory archive) {
    this.archive = archive;
  }

  /** Returns the facts in an archive. */
  public static FactArchive of(ArchivalMemory archive) {
    return new FactArchive(archive);
  }

  /**
   * Files a statement as a fact and lets it supersede what it contradicts.
   *
   * @param sentence what is so
   * @param at when it was said
   * @return the passage as it was filed
   * @throws MemoryException INVALID or LIMIT for the sentence; what the archive throws
   */
  public Passage file(String sentence, Instant at) {
    Fact fact = Fact.of(sentence);
    Passage filed = archive.insert(List.of(passage(fact, at))).get(0);
    supersede(filed, fact.sentence(), fact.validFrom().orElse(at), CallOptions.none());
    return filed;
  }

  private static NewPassage passage(Fact fact, Instant at) {
    NewPassage passage =
        NewPassage.of(fact.sentence())
            .withOccurredAt(at)
            .withMetadata(metadata(fact, Payload.builder()).build());
    if (fact.validFrom().isPresent()) {
      passage = passage.withValidFrom(fact.validFrom().get());
    }
    return fact.validTo().isPresent() ? passage.withValidTo(fact.validTo().get()) : passage;
  }

  private static Payload.Builder metadata(Fact fact, Payload.Builder metadata) {
    return metadata
        .put(FactKeys.ENTITY, fact.entity())
        .put(FactKeys.ATTRIBUTE, fact.attribute())
        .put(FactKeys.VALUE, fact.value())
        .put(FactKeys.SENTENCES, List.of(fact.sentence()));
  }

  /**
   * Files the facts of a message; a fact that is filed already, by whomever, is not filed again.
   *
   * @return the passages that state the facts, in order of the facts
   */
  List<Passage> file(Stated stated, Embedded embedded, CallOptions options) {
    List<Passage> known = filed(stated.source());
    if (!known.isEmpty()) {
      return known;
    }
    return embedded == Embedded.TEXT ? fileText(stated) : fileEach(stated, embedded, options);
  }

  /**
   * Facts and where they come from.
   *
   * @param source the message
   * @param text what was said
   * @param at when it was said
   * @param facts that it states, at least one
   */
  record Stated(FactSource source, String text, Instant at, List<Fact> facts) {}

  /** The first passage is written last: where it is, all are. */
  private List<Passage> filed(FactSource source) {
    List<Passage> filed = new ArrayList<>();
    Optional<Passage> next = archive.find(source.passageId(0));
    while (next.isPresent()) {
      filed.add(next.get());
      next = archive.find(source.passageId(filed.size()));
    }
    return filed;
  }

  private List<Passage> fileText(Stated stated) {
    List<String> sentences = stated.facts().stream().map(Fact::sentence).toList();
    Payload.Builder metadata =
        Payload.builder()
            .put(FactKeys.CONVERSATION, stated.source().conversation())
            .put(FactKeys.SEQUENCE, stated.source().sequence());
    NewPassage passage =
        NewPassage.of(stated.text())
            .withId(stated.source().passageId(0))
            .withOccurredAt(stated.at())
            .withMetadata(bounded(metadata, sentences));
    return archive.insert(List.of(passage));
  }

  /** Sentences that are too many for a payload are left out. */
  private static Payload bounded(Payload.Builder metadata, List<String> sentences) {
    try {
      return metadata.put(FactKeys.SENTENCES, sentences).build();
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.LIMIT) {
        throw e;
      }
      return metadata.remove(FactKeys.SENTENCES).build();
    }
  }

  private List<Passage> fileEach(Stated stated, Embedded embedded, CallOptions options) {
    List<Passage> passages = new ArrayList<>();
    List<NewPassage> missing = new ArrayList<>();
    for (Fact fact : stated.facts()) {
      Optional<Passage> same = same(fact, stated, options);
      if (same.isPresent()) {
        passages.add(same.get());
      } else {
        missing.add(passage(fact, stated, embedded, missing.size()));
      }
    }
    deleteLeftovers(stated.source());
    passages.addAll(insert(missing));
    return passages;
  }

  /** What a write that failed half way left, of which the first passage is missing. */
  private void deleteLeftovers(FactSource source) {
    if (archive.find(source.passageId(1)).isPresent()) {
      archive.delete(IntStream.range(1, FactExtractor.FACTS).mapToObj(source::passageId).toList());
    }
  }

  private List<Passage> insert(List<NewPassage> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    List<Passage> behind =
        missing.size() == 1 ? List.of() : archive.insert(missing.subList(1, missing.size()));
    List<Passage> all = new ArrayList<>(archive.insert(missing.subList(0, 1)));
    all.addAll(behind);
    return all;
  }

  private static NewPassage passage(Fact fact, Stated stated, Embedded embedded, int index) {
    NewPassage passage = passage(fact, stated.at());
    Payload metadata =
        passage.metadata().toBuilder()
            .put(FactKeys.CONVERSATION, stated.source().conversation())
            .put(FactKeys.SEQUENCE, stated.source().sequence())
            .build();
    passage = passage.withId(stated.source().passageId(index)).withMetadata(metadata);
    return embedded == Embedded.BOTH
        ? passage.withContext(Cut.plain(stated.text(), CONTEXT_CHARACTERS))
        : passage;
  }

  /** Returns what the model itself filed of a fact since it was said. */
  private Optional<Passage> same(Fact fact, Stated stated, CallOptions options) {
    String words = words(fact.sentence());
    return candidates(fact.sentence(), options).stream()
        .filter(passage -> passage.metadata().get(FactKeys.SENTENCES).isEmpty())
        .filter(passage -> !passage.recordedAt().isBefore(stated.at()))
        .filter(passage -> words(passage.text()).equals(words))
        .findFirst();
  }

  private static String words(String text) {
    return Words.of(text).stream().map(word -> word.lower()).collect(Collectors.joining(" "));
  }

  private List<Passage> candidates(String sentence, CallOptions options) {
    SearchQuery query = SearchQuery.builder(sentence).topK(COMPARED).options(options).build();
    return archive.search(query).hits().stream()
        .map(SearchHit::item)
        .filter(passage -> passage.metadata().get(Passage.SOURCE).isEmpty())
        .filter(passage -> sentences(passage).size() == 1)
        .toList();
  }

  /** Returns what a passage states: its facts, or its text if nobody said what they are. */
  private static List<String> sentences(Passage passage) {
    return passage.metadata().get(FactKeys.SENTENCES).orElse(null)
            instanceof PayloadValue.TextList(List<String> stated)
        ? stated
        : List.of(passage.text());
  }

  /**
   * Lets a passage supersede the older ones that it contradicts, and newer ones supersede it, for a
   * fact may be filed late. Idempotent.
   *
   * @param sentence what the passage states
   * @param from since when it is true
   */
  void supersede(Passage passage, String sentence, Instant from, CallOptions options) {
    for (Passage other : candidates(sentence, options)) {
      if (other.id().equals(passage.id())) {
        continue;
      }
      String stated = sentences(other).get(0);
      if (!other.occurredAt().isAfter(passage.occurredAt())) {
        if (contradicts(stated, sentence)) {
          link(other, passage, from);
        }
      } else if (contradicts(sentence, stated)) {
        link(passage, other, other.validFrom().orElse(other.occurredAt()));
      }
    }
  }

  private boolean contradicts(String older, String newer) {
    return judge.supersedes(Statements.alone(older), Statements.alone(newer))
        || Statements.corrects(newer, Statements.alone(older));
  }

  /** Of two that supersede each other the first link stays; one that is gone needs none. */
  private void link(Passage older, Passage newer, Instant at) {
    if (older.supersedes().contains(newer.id())) {
      return;
    }
    try {
      archive.supersede(older.id(), newer.id(), at);
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.NOT_FOUND && e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
    }
  }

  /** Lets the passages of a message supersede what they contradict. */
  void supersede(List<Passage> passages, CallOptions options) {
    for (Passage passage : passages) {
      for (String sentence : sentences(passage)) {
        supersede(passage, sentence, passage.validFrom().orElse(passage.occurredAt()), options);
      }
    }
  }
}
