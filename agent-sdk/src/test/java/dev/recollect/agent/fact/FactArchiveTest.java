package dev.recollect.agent.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactArchiveTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant FRIDAY = MONDAY.plus(Duration.ofDays(4));

  private Recollect memory;
  private ArchivalMemory archive;
  private FactArchive facts;

  @BeforeEach
  void open(@TempDir Path home) {
    memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel())
            .set("memory.state.backend", "inmemory")
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "inmemory")
            .open();
    archive = memory.archival("ada");
    facts = FactArchive.of(archive);
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private Passage now(Passage passage) {
    return archive.find(passage.id()).orElseThrow();
  }

  private List<String> texts(String question) {
    return archive.search(question, 10).hits().stream().map(hit -> hit.text()).toList();
  }

  @Test
  void file_aNewerFact_endsTheOlder_andStandsBeforeIt() {
    Passage older = facts.file("I live in Berlin.", MONDAY);
    Passage newer = facts.file("I moved to Lisbon.", FRIDAY);
    assertThat(now(older).validTo()).contains(FRIDAY);
    assertThat(now(older).supersededBy()).containsExactly(newer.id());
    assertThat(texts("do I live in Berlin"))
        .containsExactly("I moved to Lisbon.", "I live in Berlin.");
  }

  @Test
  void file_writesWhatTheFactIsAbout() {
    Passage passage = now(facts.file("I live in Berlin.", MONDAY));
    assertThat(passage.metadata().text(FactKeys.ENTITY)).contains("user");
    assertThat(passage.metadata().text(FactKeys.ATTRIBUTE)).contains("home");
    assertThat(passage.metadata().text(FactKeys.VALUE)).contains("Berlin");
    assertThat(passage.occurredAt()).isEqualTo(MONDAY);
  }

  @Test
  void file_ofWhatDoesNotContradict_endsNothing() {
    Passage older = facts.file("I live in Berlin.", MONDAY);
    facts.file("My sister lives in Lisbon.", FRIDAY);
    assertThat(now(older).validTo()).isEmpty();
  }

  @Test
  void file_late_isEndedByTheNewerFact() {
    Passage newer = facts.file("I moved to Lisbon.", FRIDAY);
    Passage older = facts.file("I live in Berlin.", MONDAY);
    assertThat(now(older).supersededBy()).containsExactly(newer.id());
    assertThat(now(older).validTo()).contains(FRIDAY);
    assertThat(now(newer).validTo()).isEmpty();
  }

  @Test
  void file_inARow_everyOneEndsTheOneBefore_andTheLastStandsFirst() {
    facts.file("I live in Berlin.", MONDAY);
    facts.file("I moved to Lisbon.", MONDAY.plusSeconds(60));
    facts.file("I moved to Porto.", FRIDAY);
    assertThat(texts("do I live in Berlin")).first().isEqualTo("I moved to Porto.");
  }

  @Test
  void file_endsWhatTheModelFiledItself() {
    Passage filed =
        archive
            .insert(List.of(NewPassage.of("Sam works at Siemens.").withOccurredAt(MONDAY)))
            .get(0);
    facts.file("Sam quit Siemens.", FRIDAY);
    assertThat(now(filed).validTo()).contains(FRIDAY);
  }

  @Test
  void file_leavesLongTextsAlone() {
    String story = "I live in Berlin. " + "It rains a lot there. ".repeat(60);
    Passage filed = archive.insert(List.of(NewPassage.of(story).withOccurredAt(MONDAY))).get(0);
    facts.file("I moved to Lisbon.", FRIDAY);
    assertThat(now(filed).validTo()).isEmpty();
  }
}
