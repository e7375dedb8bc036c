package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several conversations of one agent. */
class ConversationsTest {

  private final ScriptedChatModel model = new ScriptedChatModel();
  private final ScriptedChatModel second = new ScriptedChatModel();
  private Fixture fixture;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Agent in(String conversation) {
    return fixture.ada(model).conversation(conversation).openOrCreate();
  }

  private static List<String> said(ChatRequest request) {
    return request.messages().stream()
        .filter(message -> message.role() == Role.USER || message.role() == Role.ASSISTANT)
        .map(Message::text)
        .toList();
  }

  @Test
  void conversation_ofItsOwn_hasAWindowOfItsOwn() {
    model.say("Noted.").say("Hello.").say("Petrel.");
    in("boats").send("My boat is called Petrel.");
    in("weather").send("Hi");
    assertThat(said(model.lastRequest())).containsExactly("Hi");
    in("boats").send("What is it called?");
    assertThat(said(model.lastRequest()))
        .containsExactly("My boat is called Petrel.", "Noted.", "What is it called?");
  }

  @Test
  void withoutConversation_theAgentGoesOnWithItsFirst() {
    model.say("Noted.").say("Hello.").say("Petrel.");
    Agent first = fixture.ada(model).create();
    first.send("My boat is called Petrel.");
    in("weather").send("Hi");
    Agent again = fixture.ada(model).open();
    again.send("What is it called?");
    assertThat(again.conversation()).isEqualTo(first.conversation()).isNotEqualTo("weather");
    assertThat(said(model.lastRequest())).hasSize(3).doesNotContain("Hi");
  }

  @Test
  void conversations_shareRecallArchiveAndBlocks() {
    model
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .say("Noted.")
        .call("conversation_search", "{\"query\":\"boat called Petrel\"}")
        .say("Petrel.");
    in("boats").send("My boat is called Petrel.");
    Agent other = in("weather");
    other.send("What is my boat called?");
    ChatRequest afterSearch = model.lastRequest();
    assertThat(afterSearch.messages().getFirst().text()).contains("Boat: Petrel");
    assertThat(afterSearch.messages().getLast().text()).contains("My boat is called Petrel.");
    assertThat(other.recall().count()).isEqualTo(4);
    assertThat(other.recall().list("boats", 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("My boat is called Petrel.", "Noted.");
  }

  @Test
  void turnsOfTwoConversations_runAtTheSameTime_andBothEditTheBlocks() {
    Agent boats = in("boats");
    Agent weather = fixture.ada(second).conversation("weather").openOrCreate();
    model
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .respond(request -> {
          weather.send("It rains in Bergen.");
          return new ChatReply("Noted.", List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
        });
    second
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Town: Bergen\"}")
        .say("As ever.");
    assertThat(boats.send("My boat is called Petrel.").text()).isEqualTo("Noted.");
    assertThat(boats.core().block("human").orElseThrow().value())
        .contains("Boat: Petrel")
        .contains("Town: Bergen");
  }

  @Test
  void idsThatLookLikePaths_areDifferentConversations() {
    List<String> ids = List.of("a", "a/head", "a/message/000000000001", "a%2Fhead", "a/");
    ids.forEach(id -> {
      model.say("Hello, " + id);
      assertThat(in(id).send("I am " + id).text()).isEqualTo("Hello, " + id);
      assertThat(said(model.lastRequest())).containsExactly("I am " + id);
    });
    ids.forEach(id ->
        assertThat(fixture.memory.recall("ada").list(id, 1, 10))
            .extracting(RecalledMessage::text)
            .containsExactly("I am " + id, "Hello, " + id));
  }

  @Test
  void opening_resumesTheTurnOfItsOwnConversationOnly() {
    Agent first = fixture.adaInProcessThatEnds(model.say("Noted.")).conversation("boats").create();
    fixture.backend.crashAtWrite(2, false);
    assertThat(catchThrowable(() -> first.send("My boat is called Petrel.")))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    second.say("Noted after all.");
    assertThat(fixture.ada(second).conversation("weather").open().resumed()).isEmpty();
    Agent again = fixture.ada(second).conversation("boats").open();
    assertThat(again.resumed().orElseThrow().text()).isEqualTo("Noted after all.");
  }

  @Test
  void requestId_countsInItsConversation() {
    model.say("Hello boats.").say("Hello weather.");
    assertThat(in("boats").send("Hi", "request-1").text()).isEqualTo("Hello boats.");
    assertThat(in("weather").send("Hi", "request-1").text()).isEqualTo("Hello weather.");
    assertThat(in("boats").send("Hi", "request-1").text()).isEqualTo("Hello boats.");
  }

  @Test
  void delete_removesAllConversations() {
    model.say("Noted.").say("Hello.");
    in("boats").send("My boat is called Petrel.");
    Agents.delete(fixture.memory, "ada");
    in("boats").send("Hi");
    assertThat(said(model.lastRequest())).containsExactly("Hi");
    assertThat(fixture.memory.recall("ada").count()).isEqualTo(2);
  }

  @Test
  void idThatCannotBe_isRefusedBeforeAnythingIsStored() {
    assertThatThrownBy(() -> fixture.ada(model).conversation("  "))
        .hasMessageContaining("the id of the conversation is blank");
    assertThatThrownBy(() -> fixture.ada(model).conversation("ø".repeat(65)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT))
        .hasMessageContaining("130 bytes; at most 128");
  }

  @Test
  void requestWhoseKeyNoStoreKeeps_isRefusedBeforeTheModelIsAsked() {
    Agent longest =
        fixture.ada(model).tenant("/".repeat(100)).conversation("/".repeat(128)).openOrCreate();
    assertThatThrownBy(() -> longest.send("Hi", "r".repeat(256)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    model.say("Hello.");
    assertThat(longest.send("Hi").text()).isEqualTo("Hello.");
  }
}
