package dev.recollect.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics that the observations of turns become. */
class ObservedMetricsTest {

  @TempDir Path home;

  private Observed turns(UnaryOperator<AgentObservations.Builder> options) {
    Observed observed = new Observed(home, options);
    ScriptedChatModel model =
        new ScriptedChatModel()
            .reply(
                new ChatReply(
                    "",
                    List.of(new ToolCall("1", "archival_memory_search", "{\"query\":\"boat\"}")),
                    ChatReply.Finish.COMPLETE,
                    new Usage(100, 10)))
            .reply(new ChatReply("No.", List.of(), ChatReply.Finish.COMPLETE, new Usage(150, 5)))
            .fail(new MemoryException(ErrorKind.UNAVAILABLE, "no model"));
    var agent = observed.agent("ada", model).create();
    agent.send("Boat?");
    assertThatThrownBy(() -> agent.send("Boat?")).hasMessageContaining("no model");
    return observed;
  }

  @Test
  void duration_isATimerOfEachOperation() {
    try (Observed observed = turns(options -> options)) {
      assertThat(count(observed, "invoke_agent", GenAi.NONE)).isEqualTo(1);
      assertThat(count(observed, "invoke_agent", "unavailable")).isEqualTo(1);
      assertThat(count(observed, "chat", GenAi.NONE)).isEqualTo(2);
      assertThat(count(observed, "chat", "unavailable")).isEqualTo(1);
      assertThat(count(observed, "execute_tool", GenAi.NONE)).isEqualTo(1);
      assertThat(count(observed, "retrieval", GenAi.NONE)).isEqualTo(1);
      assertThat(count(observed, "embeddings", GenAi.NONE)).isEqualTo(2);
    }
  }

  private static long count(Observed observed, String operation, String error) {
    return observed
        .meters
        .get(GenAi.OPERATION_DURATION)
        .tag(GenAi.OPERATION, operation)
        .tag(GenAi.ERROR, error)
        .timers()
        .stream()
        .mapToLong(Timer::count)
        .sum();
  }

  @Test
  void tokenUsage_isAHistogramByType() {
    try (Observed observed = turns(options -> options)) {
      DistributionSummary input =
          observed.meters.get(GenAi.TOKEN_USAGE).tag(GenAi.TOKEN_TYPE, "input").summary();
      DistributionSummary output =
          observed.meters.get(GenAi.TOKEN_USAGE).tag(GenAi.TOKEN_TYPE, "output").summary();
      assertThat(input.count()).isEqualTo(2);
      assertThat(input.totalAmount()).isEqualTo(250);
      assertThat(output.totalAmount()).isEqualTo(15);
      assertThat(input.takeSnapshot().histogramCounts()).hasSize(14);
    }
  }

  /** Prometheus drops a measurement that has other tags than the first of its name. */
  @Test
  void metersOfOneName_haveTheSameTags_andNoIds() {
    try (Observed observed = turns(options -> options)) {
      Map<String, Set<String>> keys = new HashMap<>();
      for (Meter meter : observed.meters.getMeters()) {
        Set<String> own =
            meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
        assertThat(keys.computeIfAbsent(meter.getId().getName(), name -> own))
            .as(meter.getId().getName())
            .isEqualTo(own);
        assertThat(own)
            .doesNotContain(GenAi.AGENT_NAME, GenAi.CONVERSATION, GenAi.TURN, GenAi.TENANT);
      }
      assertThat(keys).containsKeys(GenAi.OPERATION_DURATION, GenAi.TOKEN_USAGE);
    }
  }

  @Test
  void agentNames_areTagsIfAskedFor() {
    try (Observed observed = turns(options -> options.agentNames(true))) {
      assertThat(
              observed
                  .meters
                  .get(GenAi.OPERATION_DURATION)
                  .tag(GenAi.OPERATION, "chat")
                  .tag(GenAi.AGENT_NAME, "ada")
                  .timers())
          .isNotEmpty();
    }
  }

  @Test
  void summaries_areInTheTokens_althoughTheyHaveNoSpan() {
    try (Observed observed = new Observed(home)) {
      ScriptedChatModel model = new ScriptedChatModel(3_000).asGenerative();
      model.respondAlways(request ->
          new ChatReply(
              request.tools().isEmpty() ? "They spoke." : "Yes. " + "word ".repeat(150),
              List.of(),
              ChatReply.Finish.COMPLETE,
              new Usage(1_000, 1)));
      var agent = observed.agent("ada", model).create();
      for (int index = 0; index < 20; index++) {
        agent.send("And number " + index + "? " + "word ".repeat(150));
      }
      double counted =
          observed
              .meters
              .get(GenAi.TOKEN_USAGE)
              .tag(GenAi.TOKEN_TYPE, "input")
              .summary()
              .totalAmount();
      assertThat(model.requests().size()).as("requests, summaries too").isGreaterThan(20);
      assertThat(counted).isEqualTo(1_000.0 * model.requests().size());
    }
  }

  @Test
  void toolNames_thatAModelMakesUp_areBounded() {
    ToolNames names = new ToolNames();
    for (int index = 0; index < ToolNames.MOST; index++) {
      assertThat(names.tag("tool-" + index)).isEqualTo("tool-" + index);
    }
    assertThat(names.tag("one-more")).isEqualTo(GenAi.OTHER);
    assertThat(names.tag("tool-5")).isEqualTo("tool-5");
  }
}
