package dev.recollect.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.Agent;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.observability.RecordingLogs.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** The lines of the log, and the keys beside them. */
class TurnLogTest {

  @TempDir Path home;

  private Recollect memory(TurnLog log) {
    return Observed.builder(home).embeddingModel(new FakeEmbeddingModel()).listener(log).open();
  }

  private static ScriptedChatModel script() {
    return new ScriptedChatModel()
        .call("archival_memory_insert", "{\"content\":\"in the harbour\"}")
        .call("no_such_tool\nINFO forged", "{}")
        .say("In the harbour.")
        .fail(new MemoryException(ErrorKind.UNAVAILABLE, "the harbour is closed"));
  }

  private static void turns(Agent agent) {
    agent.send("Where is the harbour?");
    assertThatThrownBy(() -> agent.send("And now?")).hasMessageContaining("closed");
  }

  @Test
  void turns_areLogged_withoutContent() {
    try (Recollect memory = memory(TurnLog.create());
        Agent agent = Agent.builder(memory, script()).name("log-1").create()) {
      turns(agent);
      List<Line> lines = RecordingLogs.of("log-1");
      assertThat(lines)
          .extracting(line -> line.level() + " " + line.text().replaceAll("\\d+ ms", "N ms"))
          .containsExactly(
              "DEBUG model answered at step 1 after N ms: tool_call, 1 calls, 0+0 tokens",
              "DEBUG tool archival_memory_insert returned after N ms",
              "DEBUG model answered at step 2 after N ms: tool_call, 1 calls, 0+0 tokens",
              "INFO tool no_such_tool?INFO forged failed after N ms",
              "DEBUG model answered at step 3 after N ms: stop, 0 calls, 0+0 tokens",
              "INFO turn ended: answered, 3 steps, 2 tools, 0+0 tokens",
              "INFO model failed at step 1 after N ms: unavailable",
              "WARN turn failed: unavailable");
      assertThat(lines)
          .allSatisfy(line -> {
            assertThat(line.logger()).isEqualTo(TurnLog.LOGGER);
            assertThat(line.context().keySet())
                .containsExactlyInAnyOrder("tenant", "agent", "conversation", "turn");
            assertThat(line.context().get("conversation")).isEqualTo(agent.conversation());
          });
      assertThat(lines.stream().map(line -> line.context().get("turn")).distinct()).hasSize(2);
    }
  }

  @Test
  void content_isLoggedInOneLine_ifSwitchedOn() {
    try (Recollect memory = memory(TurnLog.create().withContent());
        Agent agent = Agent.builder(memory, script()).name("log-2").create()) {
      turns(agent);
      assertThat(RecordingLogs.of("log-2"))
          .extracting(Line::text)
          .anySatisfy(line -> assertThat(line).endsWith("tokens: In the harbour."))
          .anySatisfy(line -> assertThat(line).contains("{\"content\":\"in the harbour\"} -> "))
          .anySatisfy(line -> assertThat(line).contains("unavailable: the harbour is closed"))
          .allSatisfy(line -> assertThat(line).doesNotContain("\n").hasSizeLessThan(1_200));
    }
  }

  @Test
  void keysOfTheApplication_comeBack() {
    MDC.put("agent", "of the application");
    MDC.put("request", "17");
    try (Recollect memory = memory(TurnLog.create());
        Agent agent = Agent.builder(memory, script()).name("log-3").create()) {
      turns(agent);
      assertThat(RecordingLogs.of("log-3"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.context()).containsEntry("request", "17"));
      assertThat(MDC.getCopyOfContextMap())
          .isEqualTo(Map.of("agent", "of the application", "request", "17"));
    } finally {
      MDC.clear();
    }
  }

  @Test
  void turnThatEndsWithoutAnAnswer_isAWarning() {
    ScriptedChatModel model = new ScriptedChatModel();
    for (int index = 0; index < 3; index++) {
      model.call("conversation_search", "{\"query\":\"boat\"}");
    }
    try (Recollect memory = memory(TurnLog.create());
        Agent agent = Agent.builder(memory, model).name("log-4").stepLimit(3).create()) {
      agent.send("Boat?");
      Line last = RecordingLogs.of("log-4").getLast();
      assertThat(last.level()).isEqualTo(Level.WARN);
      assertThat(last.text()).startsWith("turn ended: step_limit, 3 steps, 3 tools");
    }
  }
}
