package dev.recollect.examples.forget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.forget.ForgetPolicy;
import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.forget.ForgetRequest.Blocks;
import dev.recollect.agent.forget.Forgettable;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/forgetting.md, on the embedded store with the default embedding model. */
class ForgettingSampleTest {

  private final ScriptedChatModel model =
      new ScriptedChatModel()
          .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Safe: 7431-QUARTZ\"}")
          .say("I shall remember 7431-QUARTZ.");

  @Test
  void forget_onRequest(@TempDir Path home) {
    try (Recollect memory = Recollect.builder().home(home).environment(Map.of()).open();
        Agent ada = Agent.builder(memory, model).name("ada").create()) {
      ada.send("The code of the safe is 7431-QUARTZ.");
      // tag::request[]
      List<Forgettable> found = ada.forgettable("code of the safe");
      List<Forgettable> picked =
          found.stream().filter(one -> one.text().contains("7431-QUARTZ")).toList();
      ForgetReport report = ada.forget(ForgetRequest.of(picked));

      assertThat(report.messages()).isEqualTo(2);
      assertThat(report.blocks()).containsExactly("human");
      assertThat(report.doubts()).isEmpty();
      memory.compact();
      // end::request[]
      assertThat(ada.recall().count()).isZero();
    }
  }

  @Test
  void forget_byPolicy(@TempDir Path home) {
    try (Recollect memory = Recollect.builder().home(home).environment(Map.of()).open();
        Agent ada = Agent.builder(memory, model).name("ada").create()) {
      ada.send("The code of the safe is 7431-QUARTZ.");
      ada.archival().insert(List.of(NewPassage.of("It rained.").withImportance(0.1)));
      // tag::policy[]
      ForgetPolicy policy =
          ForgetPolicy.off()
              .messagesOlderThan(Duration.ofDays(365))
              .atMostPassages(10_000)
              .passagesLessImportantThan(0.2)
              .with(Blocks.KEPT);
      ForgetReport report = ada.forget(policy);
      // end::policy[]
      assertThat(report.passages()).isEqualTo(1);
      assertThat(ada.recall().count()).isEqualTo(2);
    }
  }
}
