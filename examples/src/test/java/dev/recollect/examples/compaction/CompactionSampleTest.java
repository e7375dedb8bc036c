package dev.recollect.examples.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.compaction.CompactionPolicy;
import dev.recollect.agent.compaction.CompactionPolicy.Messages;
import dev.recollect.agent.compaction.CompactionResult;
import dev.recollect.agent.compaction.SummaryRecord;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/compaction.md, on the embedded store with the default embedding model. */
class CompactionSampleTest {

  private static final Instant MARCH = Instant.parse("2026-03-01T09:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T09:00:00Z");

  private final ScriptedChatModel model =
      new ScriptedChatModel()
          .respondAlways(
              request -> new ChatReply("Noted.", List.of(), ChatReply.Finish.COMPLETE, Usage.NONE));

  private static Recollect open(Path home) {
    return Recollect.builder().home(home).environment(Map.of()).clock(() -> JUNE).open();
  }

  private static void talkedInMarch(Agent agent) {
    List<Message> said = new ArrayList<>();
    for (String text :
        List.of(
            "Good morning! Our boat is called Petrel.",
            "She lies in Bergen harbour, at berth 12.",
            "My sister Ingrid painted her green last week.",
            "The mooring costs 320 kroner a night.",
            "On Sunday we sail to Stavanger, if the wind is fair.",
            "Oh, what a day.")) {
      said.add(Message.of(Role.USER, text, MARCH.plusSeconds(60L * said.size())));
      said.add(Message.of(Role.ASSISTANT, "I see.", MARCH.plusSeconds(60L * said.size())));
    }
    agent.recall().append(agent.conversation(), said);
  }

  @Test
  void oldExchanges_becomeSummaryRecords_thatAreFoundAndLinkToTheirSources(@TempDir Path home) {
    try (Recollect memory = open(home);
        Agent ada = Agent.builder(memory, model).name("ada").zone(ZoneOffset.UTC).openOrCreate()) {
      talkedInMarch(ada);
      // tag::compact[]
      CompactionPolicy policy =
          CompactionPolicy.builder()
              .olderThan(Duration.ofDays(30))
              .messages(Messages.ARCHIVE)
              .build();
      CompactionResult result = ada.compact(policy);
      assertThat(result.records()).isEqualTo(1);
      assertThat(result.exchanges()).isEqualTo(5);
      assertThat(result.tokensAfter()).isLessThan(result.tokensBefore());

      SearchQuery summaries =
          SearchQuery.builder("the boat in Bergen")
              .filter(Filter.contains("tags", "summary"))
              .build();
      SearchHit<Passage> hit = ada.archival().search(summaries).hits().getFirst();
      assertThat(hit.item().origin()).contains("summary of what was said on 2026-03-01");

      List<RecalledMessage> sources = ada.summaryRecords().sources(hit.item().id());
      assertThat(sources).hasSize(10);
      assertThat(sources.getFirst().text()).isEqualTo("Good morning! Our boat is called Petrel.");
      // end::compact[]
    }
  }

  @Test
  void policy_ofAnAgent_worksAfterItsTurns(@TempDir Path home) {
    try (Recollect memory = open(home)) {
      // tag::agent[]
      CompactionPolicy policy =
          CompactionPolicy.builder().olderThan(Duration.ofDays(30)).keepNewest(20).build();
      try (Agent ada = Agent.builder(memory, model).name("ada").compaction(policy).openOrCreate()) {
        ada.send("What did we talk about in spring?");
        List<SummaryRecord> records = ada.summaryRecords().list(ada.conversation());
        assertThat(records).isEmpty(); // nothing is old yet
      }
      // end::agent[]
    }
  }
}
