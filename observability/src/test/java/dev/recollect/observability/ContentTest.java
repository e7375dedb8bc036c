package dev.recollect.observability;

import static dev.recollect.observability.Observed.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What spans show of what was said. */
class ContentTest {

  private static final String LONG = "harbour ".repeat(100);

  @TempDir Path home;

  private static void turns(Observed observed) {
    ScriptedChatModel model =
        new ScriptedChatModel()
            .call("archival_memory_insert", "{\"content\":\"the boat lies in the " + LONG + "\"}")
            .call("archival_memory_search", "{\"query\":\"where is the boat\"}")
            .say("In the harbour.")
            .call("no_such_tool", "{\"harbour\":1}")
            .fail(new MemoryException(ErrorKind.INVALID, "the harbour is closed"));
    var agent = observed.agent("ada", model).create();
    agent.send("Where is my harbour?");
    assertThatThrownBy(() -> agent.send("And the harbour?")).hasMessageContaining("closed");
  }

  @Test
  void content_isInNoSpanAndNoMetric_unlessSwitchedOn() {
    try (Observed observed = new Observed(home)) {
      turns(observed);
      assertThat(observed.spans()).hasSizeGreaterThan(10);
      for (SpanData span : observed.spans()) {
        String shown = span.getName() + span.getAttributes() + span.getEvents() + span.getStatus();
        assertThat(shown).doesNotContain("harbour").doesNotContain("where is the boat");
      }
      observed
          .meters
          .getMeters()
          .forEach(meter -> assertThat(meter.getId().toString()).doesNotContain("harbour"));
    }
  }

  @Test
  void content_switchedOn_isShownAndBounded() throws Exception {
    try (Observed observed =
        new Observed(home, options -> options.content(true).contentLength(60))) {
      turns(observed);
      SpanData tool = observed.span("execute_tool");
      assertThat(attribute(tool, GenAi.TOOL_ARGUMENTS))
          .startsWith("{\"content\":\"the boat lies in the harbour")
          .hasSize(61)
          .endsWith("…");
      assertThat(attribute(tool, GenAi.TOOL_RESULT)).isEqualTo("None");
      assertThat(attribute(observed.span("retrieval"), GenAi.QUERY)).isEqualTo("where is the boat");
      JsonNode said = answer(observed.spans("chat").get(2));
      assertThat(said.path("parts").path(0).path("content").asText()).isEqualTo("In the harbour.");
      assertThat(said.path("finish_reason").asText()).isEqualTo("stop");
      JsonNode called = answer(observed.span("chat"));
      assertThat(called.path("parts").path(0).path("type").asText()).isEqualTo("tool_call");
      assertThat(called.path("parts").path(0).path("arguments").asText()).hasSize(61);
      SpanData failed = observed.spans("invoke_agent").get(1);
      assertThat(failed.getStatus().getDescription()).contains("the harbour is closed");
    }
  }

  private static JsonNode answer(SpanData span) throws Exception {
    return new JsonMapper().readTree(attribute(span, GenAi.OUTPUT_MESSAGES)).path(0);
  }

  @Test
  void names_areOneLineAndBounded() {
    assertThat(Texts.name("a\nb\u2028c\u202ed")).isEqualTo("a?b?c?d");
    assertThat(Texts.name("")).isEqualTo("?");
    assertThat(Texts.name("x".repeat(1_000))).hasSize(201);
    assertThat(Texts.cut("\uD83D\uDE00\uD83D\uDE00", 3)).isEqualTo("\uD83D\uDE00…");
  }

  @Test
  void contentLength_belowOne_isRefused() {
    AgentObservations.Builder builder = AgentObservations.builder(ObservationRegistry.create());
    assertThatThrownBy(() -> builder.contentLength(0))
        .hasMessage("the length of content is 0; it must be above 0");
  }
}
