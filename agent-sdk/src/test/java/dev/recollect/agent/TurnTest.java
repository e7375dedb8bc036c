package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnTest {

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

  private Agent ada() {
    return fixture.ada(model).openOrCreate();
  }

  @Test
  void answer_withoutCalls_endsTheTurn() {
    model.say("Hello Sam.");
    Turn turn = ada().send("Hello, I am Sam.");
    assertThat(turn.text()).isEqualTo("Hello Sam.");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.ANSWERED);
    assertThat(turn.steps()).isEqualTo(1);
    assertThat(turn.toolRuns()).isEmpty();
  }

  @Test
  void request_holdsInstructionsBlocksCountsTimeAndTheMessage() {
    model.say("Hello.");
    fixture.ada(model).persona("I am Ada.").human("Name: Sam").create().send("Hi");
    ChatRequest request = model.lastRequest();
    assertThat(request.messages()).hasSize(2);
    assertThat(request.messages().getFirst().role()).isEqualTo(Role.SYSTEM);
    assertThat(request.messages().getFirst().text())
        .contains("<persona characters=\"9/5000\"")
        .contains("I am Ada.\n</persona>")
        .contains("Name: Sam\n</human>")
        .contains("0 messages lie in recall memory")
        .contains("0 passages lie in archival memory")
        .contains("Thursday, 2026-01-01 01:00 CET");
    assertThat(request.messages().getLast().text()).isEqualTo("Hi");
    assertThat(request.tools())
        .extracting(tool -> tool.name())
        .containsExactly(
            "core_memory_append",
            "core_memory_replace",
            "conversation_search",
            "conversation_search_date",
            "archival_memory_insert",
            "archival_memory_search");
  }

  @Test
  void turnThatSearchesEditsBlocksAndAnswers_costsTwoCommitsAndOneUpsert() {
    Agent agent = ada();
    model.say("Noted.");
    agent.send("My boat is called Petrel.");
    fixture.backend.watch();
    model
        .call("conversation_search", "{\"query\":\"boat\"}")
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .call(
            "core_memory_replace",
            "{\"name\":\"human\",\"old_content\":\"Petrel\",\"new_content\":\"Petrel II\"}")
        .call("archival_memory_search", "{\"query\":\"boat\"}")
        .say("Your boat is called Petrel.");
    Turn turn = agent.send("What is my boat called?");
    assertThat(turn.steps()).isEqualTo(5);
    assertThat(fixture.backend.writes()).containsExactly("commit", "commit", "upsert recall_1");
    assertThat(agent.core().block("human").orElseThrow().value()).contains("Boat: Petrel II");
  }

  @Test
  void stepThatFiles_isCommittedBeforeAndAfter() {
    Agent agent = ada();
    fixture.backend.watch();
    model
        .call("archival_memory_insert", "{\"content\":\"Sam's boat is called Petrel\"}")
        .say("Filed.");
    agent.send("My boat is called Petrel.");
    assertThat(fixture.backend.writes())
        .containsExactly(
            "commit", "commit", "upsert archival_1", "commit", "commit", "upsert recall_1");
    assertThat(agent.archival().count()).isEqualTo(1);
  }

  @Test
  void whatWasSaid_isInRecallUnderDenseSequences_whateverToolsWereCalledBetween() {
    Agent agent = ada();
    model.call("archival_memory_search", "{\"query\":\"boat\"}").say("I do not know.").say("Fine.");
    agent.send("What is my boat called?");
    agent.send("Never mind.");
    assertThat(agent.recall().list(agent.conversation(), 1, 10))
        .extracting(RecalledMessage::sequence, RecalledMessage::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, "What is my boat called?"),
            org.assertj.core.groups.Tuple.tuple(2L, "I do not know."),
            org.assertj.core.groups.Tuple.tuple(3L, "Never mind."),
            org.assertj.core.groups.Tuple.tuple(4L, "Fine."));
  }

  @Test
  void nextTurn_seesTheOneBefore_alsoThroughAnotherObject() {
    model.say("Hello.").say("Biscuit.");
    ada().send("My dog is called Biscuit.");
    ada().send("What is my dog called?");
    assertThat(model.lastRequest().messages())
        .extracting(Message::text)
        .endsWith("My dog is called Biscuit.", "Hello.", "What is my dog called?");
  }

  @Test
  void requestId_sentAgain_returnsTheRecordedTurnWithoutAskingTheModel() {
    model.call("archival_memory_search", "{\"query\":\"boat\"}").say("I do not know.");
    Turn first = ada().send("What is my boat called?", "request-1");
    Turn again = ada().send("What is my boat called?", "request-1");
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.text()).isEqualTo("I do not know.");
    assertThat(again.toolRuns()).isEqualTo(first.toolRuns());
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void modelFailure_leavesNothingOfTheMessage() {
    Agent agent = ada();
    model.fail(new MemoryException(ErrorKind.UNAVAILABLE, "server is down")).say("Hello.");
    assertThatThrownBy(() -> agent.send("Are you there?")).hasMessage("server is down");
    agent.send("Hello?");
    assertThat(model.lastRequest().messages()).hasSize(2);
    assertThat(agent.recall().count()).isEqualTo(2);
  }

  @Test
  void modelFailure_afterAToolActed_keepsTheTurnForTheNextMessage() {
    Agent agent = ada();
    model
        .call("archival_memory_insert", "{\"content\":\"Sam's boat is called Petrel\"}")
        .fail(new MemoryException(ErrorKind.UNAVAILABLE, "server is down"))
        .say("Filed.")
        .say("Petrel.");
    assertThatThrownBy(() -> agent.send("My boat is called Petrel."))
        .hasMessageContaining("server is down; the message and what tools did for it are kept");
    Turn turn = agent.send("What is it called?");
    assertThat(turn.text()).isEqualTo("Petrel.");
    assertThat(agent.archival().count()).isEqualTo(1);
    assertThat(model.lastRequest().messages())
        .extracting(Message::role)
        .containsExactly(
            Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT, Role.USER);
  }

  @Test
  void stepLimit_endsTheTurnAndSaysSo() {
    for (int step = 0; step < 3; step++) {
      model.call("conversation_search", "{\"query\":\"boat " + step + "\"}");
    }
    Turn turn = fixture.ada(model).stepLimit(3).create().send("What is my boat called?");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.STEP_LIMIT);
    assertThat(turn.text())
        .isEqualTo("I stopped after 3 steps without an answer. Ask me to go on.");
    assertThat(turn.toolRuns()).hasSize(3);
  }

  @Test
  void callsThatAllFail_endTheTurnAfterEight() {
    for (int step = 0; step < 8; step++) {
      model.call("no_such_tool", "{\"step\":" + step + "}");
    }
    Turn turn = fixture.ada(model).create().send("What is my boat called?");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.FAILING);
    assertThat(turn.text())
        .isEqualTo("I stopped because one call of a tool after the other failed.");
    assertThat(turn.toolRuns()).hasSize(8);
  }

  @Test
  void callsThatFail_withOneBetweenThatWorks_goOn() {
    for (int step = 0; step < 14; step++) {
      model.call(
          step == 7 ? "conversation_search" : "no_such_tool",
          "{\"query\":\"boat\",\"step\":" + step + "}");
    }
    model.say("I do not know.");
    Turn turn = fixture.ada(model).create().send("What is my boat called?");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.ANSWERED);
    assertThat(turn.toolRuns()).hasSize(14);
  }

  @Test
  void emptyAnswers_areAskedForAgainTwice() {
    model.say("").say("").say("Here I am.");
    assertThat(ada().send("Hello?").text()).isEqualTo("Here I am.");
    model.say("").say("").say("");
    assertThat(ada().send("Hello?").stopReason()).isEqualTo(Turn.StopReason.EMPTY);
  }

  @Test
  void answerThatReachedItsLargestLength_saysSo() {
    model.reply(new ChatReply("Once upon", List.of(), ChatReply.Finish.LENGTH, new Usage(10, 20)));
    Turn turn = ada().send("Tell me a story.");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.TRUNCATED);
    assertThat(turn.usage()).isEqualTo(new Usage(10, 20));
  }

  @Test
  void sameCallAgainAndAgain_isBrokenWithAnExplanation() {
    for (int step = 0; step < 6; step++) {
      model.call("conversation_search", "{\"query\":\"boat\"}");
    }
    model.say("I give up.");
    Turn turn = ada().send("What is my boat called?");
    assertThat(turn.toolRuns()).hasSize(6);
    assertThat(turn.toolRuns().get(4).failed()).isFalse();
    assertThat(turn.toolRuns().get(5).failed()).isTrue();
    assertThat(turn.toolRuns().get(5).result()).contains("5 times in this turn");
  }

  @Test
  void parallelCalls_allRunInOrder_andEachGetsItsResult() {
    model
        .reply(
            new ChatReply(
                "",
                List.of(
                    new ToolCall(
                        "a", "core_memory_append", "{\"name\":\"human\",\"content\":\"one\"}"),
                    new ToolCall(
                        "a", "core_memory_append", "{\"name\":\"human\",\"content\":\"two\"}")),
                ChatReply.Finish.COMPLETE,
                Usage.NONE))
        .say("Done.");
    Agent agent = ada();
    agent.send("Note one and two.");
    assertThat(agent.core().block("human").orElseThrow().value()).endsWith("one\ntwo");
    List<Message> messages = model.lastRequest().messages();
    assertThat(messages.get(3).toolCallId()).contains("a");
    assertThat(messages.get(4).toolCallId()).isNotEqualTo(messages.get(3).toolCallId());
    assertThat(messages.get(2).toolCalls())
        .extracting(ToolCall::id)
        .containsExactly(
            messages.get(3).toolCallId().orElseThrow(), messages.get(4).toolCallId().orElseThrow());
  }

  @Test
  void eightThreadsOnOneAgent_areAnsweredOneAfterTheOther() throws Exception {
    Agent agent = ada();
    for (int index = 0; index < 40; index++) {
      model.respond(request ->
          new ChatReply(
              "to " + request.messages().getLast().text(),
              List.of(),
              ChatReply.Finish.COMPLETE,
              Usage.NONE));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> work =
          java.util.stream.IntStream.range(0, 40)
              .<Callable<String>>mapToObj(index -> () -> agent.send("m" + index).text())
              .toList();
      List<Future<String>> answers = threads.invokeAll(work);
      for (int index = 0; index < 40; index++) {
        assertThat(answers.get(index).get()).isEqualTo("to m" + index);
      }
    }
    List<RecalledMessage> said = agent.recall().list(agent.conversation(), 1, 100);
    assertThat(said).hasSize(80);
    for (int index = 0; index < 80; index += 2) {
      assertThat(said.get(index + 1).text()).isEqualTo("to " + said.get(index).text());
    }
  }

  @Test
  void projectionThatFails_costsNoTurn_andIsMadeUpFor() {
    Agent agent = ada();
    model.say("Hello.").say("Still here.");
    fixture.backend.failRecall(new MemoryException(ErrorKind.UNAVAILABLE, "recall is down"));
    assertThat(agent.send("Hi").text()).isEqualTo("Hello.");
    assertThat(agent.recall().count()).isZero();
    fixture.backend.failRecall(null);
    agent.send("Are you there?");
    assertThat(agent.recall().list(agent.conversation(), 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("Hi", "Hello.", "Are you there?", "Still here.");
  }

  @Test
  void projectionThatFailed_isMadeUpForAtOpen() {
    model.say("Hello.");
    fixture.backend.failRecall(new MemoryException(ErrorKind.UNAVAILABLE, "recall is down"));
    ada().send("Hi");
    fixture.backend.failRecall(null);
    assertThat(ada().recall().count()).isEqualTo(2);
  }

  @Test
  void applicationThatEditsABlockDuringTheTurn_losesNothing() {
    Agent agent = ada();
    model
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"from the agent\"}")
        .respond(request -> {
          agent.core().append("human", "from the application");
          return new ChatReply("Noted.", List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
        });
    agent.send("Note that.");
    assertThat(agent.core().block("human").orElseThrow().value())
        .contains("from the agent")
        .contains("from the application");
  }

  @Test
  void applicationThatAppendsToTheConversationDuringTheTurn_losesNothing() {
    Agent agent = ada();
    model.respond(request -> {
      agent
          .recall()
          .append(
              agent.conversation(),
              List.of(Message.of(Role.USER, "by the way", fixture.clock.instant())));
      return new ChatReply("Hello.", List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
    });
    agent.send("Hi");
    assertThat(agent.recall().list(agent.conversation(), 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("Hi", "by the way", "Hello.");
  }

  @Test
  void badMessages_areRefusedBeforeAnythingIsWritten() {
    Agent agent = ada();
    fixture.backend.watch();
    assertThatThrownBy(() -> agent.send(" ")).hasMessageContaining("the message is empty");
    assertThatThrownBy(() -> agent.send("a\0b")).hasMessageContaining("U+0000 at index 1");
    assertThatThrownBy(() -> agent.send("a\ud800")).hasMessageContaining("unpaired surrogate");
    assertThatThrownBy(() -> agent.send("a".repeat(10 << 20)))
        .hasMessageContaining("10485760 bytes; at most 262144");
    assertThat(fixture.backend.writes()).isEmpty();
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void textOfTheModelThatNoStoreKeeps_isMended() {
    model.say("a\0b\ud800c");
    assertThat(ada().send("Hi").text()).isEqualTo("a\ufffdb\ufffdc");
  }

  @Test
  void turnOutOfTime_endsAndSaysSo() {
    Agent agent = fixture.ada(model).turnTimeout(Duration.ofSeconds(2)).create();
    model.respond(request -> {
      long end = System.nanoTime() + Duration.ofMillis(2_100).toNanos();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      throw new MemoryException(ErrorKind.DEADLINE, "the deadline of the call has passed");
    });
    Turn turn = agent.send("Hello?");
    assertThat(turn.stopReason()).isEqualTo(Turn.StopReason.TIMEOUT);
    assertThat(turn.text())
        .isEqualTo("I stopped because the turn took longer than 2 seconds. Ask me to go on.");
  }

  @Test
  void modelsOwnDeadline_isAnErrorOfTheModel() {
    Agent agent = ada();
    model.fail(new MemoryException(ErrorKind.DEADLINE, "the server took too long"));
    assertThatThrownBy(() -> agent.send("Hello?")).hasMessage("the server took too long");
    assertThat(agent.recall().count()).isZero();
  }

  @Test
  void cancelledTurn_leavesNothing() {
    Agent agent = ada();
    CancellationToken token = new CancellationToken();
    model.respond(request -> {
      token.cancel();
      return new ChatReply(
          "",
          List.of(new ToolCall("a", "conversation_search", "{\"query\":\"boat\"}")),
          ChatReply.Finish.COMPLETE,
          Usage.NONE);
    });
    assertThatThrownBy(() -> agent.send("Hello?", CallOptions.none().withCancellation(token)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
    model.say("Hello.");
    agent.send("Hello again?");
    assertThat(model.lastRequest().messages()).hasSize(2);
  }

  @Test
  void requestThatIsTooLargeAfterAll_isMadeSmallerOnce() {
    Agent agent = ada();
    model.say("One.").say("Two.").say("Three.");
    agent.send("first " + "word ".repeat(100));
    agent.send("second " + "word ".repeat(100));
    agent.send("third " + "word ".repeat(100));
    model.fail(MemoryException.limit("the request exceeds the context window")).say("Fits.");
    assertThat(agent.send("fourth").text()).isEqualTo("Fits.");
    assertThat(model.lastRequest().messages())
        .filteredOn(message -> message.role() == Role.USER)
        .extracting(Message::text)
        .noneMatch(text -> text.startsWith("first"))
        .anyMatch(text -> text.startsWith("third"));
  }

  @Test
  void limitOfTheModelThatNothingMends_isReported() {
    model.fail(MemoryException.limit("quota exceeded"));
    assertThatThrownBy(() -> ada().send("Hi")).hasMessage("quota exceeded");
  }

  @Test
  void agentThatWasDeleted_refusesMessages_andWritesNothing() {
    Agent agent = ada();
    Agents.delete(fixture.memory, "ada");
    fixture.backend.watch();
    assertThatThrownBy(() -> agent.send("Hi"))
        .hasMessage("agent 'ada' has been deleted; create it again");
    assertThat(fixture.backend.writes()).isEmpty();
  }

  record Empty() {}

  @Test
  void toolThatSendsItsOwnAgentAMessage_isRefused() {
    List<Agent> self = new ArrayList<>();
    Agent agent =
        fixture
            .ada(model)
            .tool("echo", "Echoes", Empty.class, empty -> self.getFirst().send("echo").text())
            .create();
    self.add(agent);
    model.call("echo", "{}").say("Done.");
    Turn turn = agent.send("Hi");
    assertThat(turn.text()).isEqualTo("Done.");
    assertThat(turn.toolRuns().getFirst().result()).contains("a turn cannot begin inside another");
  }

  @Test
  void requestId_ofATurnWithEndlessResults_isRecordedAllTheSame() {
    Agent agent =
        fixture.ada(model).tool("dump", "Dumps", Empty.class, empty -> "漢".repeat(8_000)).create();
    agent.archival().insert("漢字 ".repeat(100_000));
    for (int step = 0; step < 45; step++) {
      model.call(
          step % 2 == 0 ? "dump" : "archival_memory_search",
          step % 2 == 0 ? " ".repeat(step) + "{}" : "{\"query\":\"漢字 " + step + "\"}");
    }
    model.say("Done.");
    assertThat(agent.send("Hi", "request-1").text()).isEqualTo("Done.");
    assertThat(agent.send("Hi", "request-1").toolRuns()).hasSize(45);
  }

  @Test
  void references_areListedOnce() {
    Agent agent = ada();
    agent.archival().insert("Sam's boat is called Petrel");
    model
        .call("archival_memory_search", "{\"query\":\"boat\"}")
        .call("archival_memory_search", "{\"query\":\"boat called\"}")
        .say("Petrel.");
    assertThat(agent.send("What is it called?").references()).hasSize(1);
  }
}
