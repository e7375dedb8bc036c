package dev.recollect.examples.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.fact.FactArchive;
import dev.recollect.agent.fact.FactKeys;
import dev.recollect.agent.fact.FactPolicy;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RankingWeights;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/facts.md, on the embedded store with the default embedding model. */
class FactsSampleTest {

  @Test
  void facts_ofTurns_replaceOlderOnes(@TempDir Path home) {
    ScriptedChatModel model = new ScriptedChatModel().say("Nice city!").say("Good luck there!");
    try (Recollect memory = Recollect.builder().home(home).environment(Map.of()).open()) {
      // tag::agent[]
      try (Agent ada =
          Agent.builder(memory, model).name("ada").facts(FactPolicy.byRules()).openOrCreate()) {
        ada.send("I live in Berlin.");
        ada.send("I moved to Lisbon last month.");

        List<SearchHit<Passage>> hits = ada.archival().search("Where do I live?", 5).hits();
        assertThat(hits.get(0).text()).isEqualTo("I moved to Lisbon last month.");
        assertThat(hits.get(1).text()).isEqualTo("I live in Berlin.");
        assertThat(hits.get(1).item().validTo()).isPresent();
        assertThat(hits.get(1).item().metadata().text(FactKeys.ATTRIBUTE)).contains("home");
      }
      // end::agent[]
    }
  }

  @Test
  void facts_withoutAnAgent_areFiledAndLinked(@TempDir Path home) {
    Instant monday = Instant.parse("2026-03-02T09:00:00Z");
    Instant friday = monday.plus(Duration.ofDays(4));
    try (Recollect memory = Recollect.builder().home(home).environment(Map.of()).open()) {
      // tag::archive[]
      ArchivalMemory archive = memory.archival("ada");
      FactArchive facts = FactArchive.of(archive);
      Passage older = facts.file("The meeting with Anna is on Tuesday at 3pm.", monday);
      Passage newer = facts.file("Anna moved our meeting to Thursday.", friday);

      Passage ended = archive.find(older.id()).orElseThrow();
      assertThat(ended.supersededBy()).containsExactly(newer.id());
      assertThat(ended.validTo()).contains(friday);

      SearchQuery current =
          SearchQuery.builder("When is the meeting with Anna?")
              .filter(Filter.not(Filter.exists("validTo")))
              .build();
      assertThat(archive.search(current).hits())
          .extracting(SearchHit::text)
          .containsExactly("Anna moved our meeting to Thursday.");
      // end::archive[]
    }
  }

  @Test
  void ranking_byAgeAndImportance_isShownInTheEvidence(@TempDir Path home) {
    Instant now = Instant.parse("2026-03-02T09:00:00Z");
    try (Recollect memory =
        Recollect.builder().home(home).environment(Map.of()).clock(() -> now).open()) {
      // tag::ranking[]
      ArchivalMemory archive = memory.archival("ada");
      archive.insert(
          List.of(
              NewPassage.of("The boat needs a new sail.").withImportance(0.9),
              NewPassage.of("The boat is green.").withOccurredAt(now.minus(Duration.ofDays(60)))));

      SearchQuery query =
          SearchQuery.builder("What about the boat?")
              .ranking(RankingWeights.relevanceOnly().withRecency(0.2).withImportance(0.5))
              .build();
      SearchHit<Passage> best = archive.search(query).hits().get(0);
      assertThat(best.text()).isEqualTo("The boat needs a new sail.");
      assertThat(best.evidence().fromRecency()).hasValue(0.2);
      assertThat(best.evidence().fromImportance()).hasValue(0.45);
      // end::ranking[]
    }
  }
}
