package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.profile.InnerThoughts;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tool.ToolSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model in the profile memgpt sees and does: MemGPT 0.3's wire, without its defects. */
class MemgptProfileTest {

  private final ScriptedChatModel model = new ScriptedChatModel();
  private Fixture fixture;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private AgentBuilder ada() {
    return fixture.ada(model).profile(AgentProfile.MEMGPT).system("You are a test.");
  }

  private static ChatReply calls(String thoughts, ToolCall... calls) {
    return new ChatReply(thoughts, List.of(calls), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private static ToolCall call(String id, String tool, String arguments) {
    return new ToolCall(id, tool, arguments);
  }

  private static String shown(ChatRequest request) {
    return request.messages().stream()
        .map(MemgptProfileTest::shown)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String shown(Message message) {
    String calls =
        message.toolCalls().stream()
            .map(call -> "\n  call " + call.id() + " " + call.name() + " " + call.arguments())
            .collect(Collectors.joining());
    String of = message.toolCallId().map(id -> " of " + id).orElse("");
    return message.role() + of + ": " + message.text() + calls;
  }

  /**
   * The whole of what the model is shown in a turn that fails a call, searches, edits, files and
   * speaks. To renew the file after a change that is meant, run with {@code
   * -Ddev.recollect.test.write=true} and read the difference.
   */
  @Test
  void transcript_isMemgpts() throws IOException {
    model
        .reply(
            calls(
                "Who?",
                call(
                    "1",
                    "core_memory_append",
                    "{\"name\":\"nobody\",\"content\":\"x\",\"request_heartbeat\":false}")))
        .reply(
            calls(
                "So.",
                call(
                    "2",
                    "core_memory_append",
                    "{\"name\":\"human\",\"content\":\"Boat: Petrel\",\"request_heartbeat\":true}")))
        .reply(
            calls(
                "",
                call(
                    "3",
                    "archival_memory_insert",
                    "{\"content\":\"The boat is called Petrel\",\"request_heartbeat\":true}")))
        .reply(
            calls(
                "Look.",
                call(
                    "4",
                    "conversation_search",
                    "{\"query\":\"boat\",\"page\":0,\"request_heartbeat\":true}")))
        .reply(calls("Tell them.", call("5", "send_message", "{\"message\":\"I noted Petrel.\"}")));
    Turn turn = ada().create().send("My boat is called Petrel.");
    assertThat(turn.text()).isEqualTo("I noted Petrel.");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.ANSWERED);
    assertGolden("memgpt-transcript.golden", shown(model.lastRequest()));
  }

  @Test
  void toolSchemas_areMemgpts() throws IOException {
    model.reply(calls("", call("1", "send_message", "{\"message\":\"Hi\"}")));
    ada().innerThoughts(InnerThoughts.ARGUMENT).create().send("Hi");
    String tools =
        model.lastRequest().tools().stream()
            .map(spec -> spec.name() + ": " + spec.description() + "\n  " + spec.parameters())
            .collect(Collectors.joining("\n", "", "\n"));
    assertGolden("memgpt-tools.golden", tools);
  }

  private static void assertGolden(String name, String actual) throws IOException {
    Path file = Path.of("src/test/resources/dev/recollect/agent", name);
    if (Boolean.getBoolean("dev.recollect.test.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  @Test
  void eightTools_areOffered_andTheTurnEndsWithoutAHeartbeat() {
    model.reply(
        calls(
            "Just file it.",
            call(
                "1",
                "archival_memory_insert",
                "{\"content\":\"x y\",\"request_heartbeat\":false}")));
    Turn turn = ada().create().send("File this: x y");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.SILENT);
    assertThat(turn.text()).isEmpty();
    assertThat(model.lastRequest().tools())
        .extracting(ToolSpec::name)
        .containsExactly(
            "send_message",
            "pause_heartbeats",
            "core_memory_append",
            "core_memory_replace",
            "conversation_search",
            "conversation_search_date",
            "archival_memory_insert",
            "archival_memory_search");
  }

  @Test
  void whatWasSent_isInRecallMemory_andNotWhatWasThought() {
    model.reply(
        calls("A secret thought.", call("1", "send_message", "{\"message\":\"Good day\"}")));
    Agent agent = ada().create();
    agent.send("Hello");
    assertThat(agent.recall().list(agent.conversation(), 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("Hello", "Good day");
  }

  @Test
  void thoughtsAsArgument_standInTheCallAgain_andMayBeMissing() {
    model
        .reply(
            calls(
                "",
                call(
                    "1",
                    "conversation_search",
                    "{\"inner_thoughts\":\"Look first.\",\"query\":\"boat\",\"request_heartbeat\":true}")))
        .reply(calls("", call("2", "send_message", "{\"message\":\"Nothing found\"}")));
    Turn turn = ada().innerThoughts(InnerThoughts.ARGUMENT).create().send("My boat?");
    assertThat(turn.text()).isEqualTo("Nothing found");
    Message called =
        model.lastRequest().messages().stream()
            .filter(message -> message.toolCalls().stream().anyMatch(call -> call.id().equals("1")))
            .findFirst()
            .orElseThrow();
    assertThat(called.text()).isEmpty();
    assertThat(called.toolCalls().getFirst().arguments())
        .isEqualTo(
            "{\"inner_thoughts\":\"Look first.\",\"query\":\"boat\",\"request_heartbeat\":true}");
  }

  @Test
  void severalCallsOfOneReply_allRun_inOrder() {
    model.reply(
        calls(
            "",
            call(
                "1",
                "core_memory_append",
                "{\"name\":\"human\",\"content\":\"A\",\"request_heartbeat\":true}"),
            call(
                "2",
                "core_memory_append",
                "{\"name\":\"human\",\"content\":\"B\",\"request_heartbeat\":false}"),
            call("3", "send_message", "{\"message\":\"One\"}"),
            call("4", "send_message", "{\"message\":\"Two\"}")));
    model.reply(calls("Done."));
    Agent agent = ada().create();
    assertThat(agent.send("Go").text()).isEqualTo("One\nTwo");
    assertThat(agent.core().block("human").orElseThrow().value()).isEqualTo("A\nB");
  }

  @Test
  void thoughtsAlone_endTheTurnInSilence() {
    model.reply(calls("I had rather say nothing."));
    Agent agent = ada().create();
    assertThat(agent.send("Hello?").stopReason()).isEqualTo(Turn.StopReason.SILENT);
    assertThat(agent.recall().count()).isEqualTo(1);
  }

  @Test
  void profileBelongsToTheStoredAgent_andItsConversationGoesOn() {
    model
        .reply(calls("", call("1", "send_message", "{\"message\":\"Hi\"}")))
        .reply(calls("", call("2", "send_message", "{\"message\":\"Again\"}")));
    ada().create().send("One");
    assertThat(fixture.ada(model).open().send("Two").text()).isEqualTo("Again");
    assertThat(model.lastRequest().messages())
        .filteredOn(message -> message.text().contains("user_message"))
        .extracting(message -> message.text().substring(0, 40))
        .containsExactly(
            "{\"type\":\"user_message\",\"message\":\"One\",\"t".substring(0, 40),
            "{\"type\":\"user_message\",\"message\":\"Two\",\"t".substring(0, 40));
  }
}
