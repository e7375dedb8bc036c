package dev.recollect.examples.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.agent.AgentContext;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.server.TestServers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same scripts in both profiles, on the embedded store and on PostgreSQL. */
class AgentSuiteTest {

  @TempDir private Path home;

  static Stream<Arguments> everywhere() {
    return Stream.of("lucene", "pgvector")
        .flatMap(backend ->
            Stream.of(AgentProfile.values()).map(profile -> Arguments.of(backend, profile)));
  }

  private Recollect memory(String backend) {
    Recollect.Builder builder =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel())
            .set("memory.state.backend", backend)
            .set("memory.recall.backend", backend)
            .set("memory.archival.backend", backend);
    if (backend.equals("pgvector")) {
      String url = TestServers.ofThisProcess().url("postgres", "run servers/up");
      builder.set("backend.pgvector.url", url);
    }
    return builder.open();
  }

  private static AgentBuilder builder(Recollect memory, Script script, AgentProfile profile) {
    return Agent.builder(memory, script.model())
        .tenant("suite-" + System.identityHashCode(script) + "-" + ProcessHandle.current().pid())
        .name("ada")
        .zone(ZoneId.of("UTC"))
        .profile(profile);
  }

  /** Arguments of a tool of these tests. */
  record Question(String text) {}

  @ParameterizedTest
  @MethodSource("everywhere")
  void agent_keepsItsMemory_acrossObjects(String backend, AgentProfile profile) {
    Script script = new Script(profile, 16_000);
    script
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .call("archival_memory_insert", "{\"content\":\"Petrel was built in 1931\"}")
        .say("Noted.")
        .call("archival_memory_search", "{\"query\":\"When was Petrel built?\"}")
        .call("conversation_search", "{\"query\":\"boat called Petrel\"}")
        .call(
            "core_memory_replace",
            "{\"name\":\"human\",\"old_content\":\"Petrel\",\"new_content\":\"Petrel, 1931\"}")
        .say("In 1931.");
    try (Recollect memory = memory(backend)) {
      AgentBuilder builder = builder(memory, script, profile);
      try (Agent agent = builder.create()) {
        assertThat(agent.send("My boat is called Petrel.").text()).isEqualTo("Noted.");
      }
      try (Agent agent = builder.open()) {
        Turn turn = agent.send("When was she built?");
        assertThat(turn.text()).isEqualTo("In 1931.");
        assertThat(turn.toolRuns()).noneMatch(Turn.ToolRun::failed);
        assertThat(turn.toolRuns().get(0).result()).contains("Petrel was built in 1931");
        assertThat(turn.toolRuns().get(1).result()).contains("My boat is called Petrel.");
        assertThat(agent.core().block("human").orElseThrow().value())
            .isEqualTo("Boat: Petrel, 1931");
        assertThat(agent.recall().list(agent.conversation(), 1, 10))
            .extracting(RecalledMessage::text)
            .containsExactly(
                "My boat is called Petrel.", "Noted.", "When was she built?", "In 1931.");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void faultsOfTheModel_areTaught_andTheTurnGoesOn(String backend, AgentProfile profile) {
    Script script = new Script(profile, 16_000);
    script
        .call("core_memory_apend", "{\"name\":\"human\",\"content\":\"x\"}")
        .call(
            "core_memory_replace",
            "{\"name\":\"human\",\"old_content\":\"absent\",\"new_content\":\"x\"}")
        .call("ask", "{\"question\":1}")
        .call(
            "ask",
            "{\"text\":\"how?\"}",
            "conversation_search",
            "{\"query\":\"boat\",\"page\":\"none\"}")
        .say("Done.");
    try (Recollect memory = memory(backend);
        Agent agent =
            builder(memory, script, profile)
                .tool("ask", "Asks", Question.class, question -> "so: " + question.text())
                .create()) {
      Turn turn = agent.send("Go");
      assertThat(turn.text()).isEqualTo("Done.");
      assertThat(turn.toolRuns())
          .extracting(Turn.ToolRun::failed)
          .startsWith(true, true, true, false, false);
      assertThat(turn.toolRuns().get(0).result()).contains("core_memory_append");
      assertThat(turn.toolRuns().get(3).result()).isEqualTo("so: how?");
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void longConversation_staysInItsWindow_andRecallHasAll(String backend, AgentProfile profile) {
    Script script = new Script(profile, 5_000);
    int turns = 30;
    try (Recollect memory = memory(backend);
        Agent agent = builder(memory, script, profile).create()) {
      for (int turn = 0; turn < turns; turn++) {
        String message = "Message " + turn + " " + "word ".repeat(50);
        script.call("conversation_search", "{\"query\":\"Message 0\"}").say("Answer " + turn);
        assertThat(agent.send(message).text()).isEqualTo("Answer " + turn);
      }
      assertThat(
              agent
                  .recall()
                  .between(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), Set.of(Role.USER))
                  .total()
                  .count())
          .isEqualTo(turns);
      assertThat(script.model().lastRequest().messages().size()).isLessThan(2 * turns);
      assertThat(agent.context().tokens(AgentContext.Part.SUMMARY)).isPositive();
    }
  }
}
