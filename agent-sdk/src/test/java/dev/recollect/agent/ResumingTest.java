package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a turn whose process ends, or that another process takes. */
class ResumingTest {

  private static final String QUESTION = "My boat is called Petrel.";
  private static final String INSERT = "{\"content\":\"Sam's boat is called Petrel\"}";

  private final ScriptedChatModel model = new ScriptedChatModel();
  private final ScriptedChatModel second = new ScriptedChatModel();
  private final List<String> keys = new ArrayList<>();
  private Fixture fixture;

  @BeforeEach
  void open(@TempDir Path home) {
    fixture = new Fixture(home);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** The moments of a turn that edits a block, files and answers at which its process may end. */
  enum Moment {
    BEFORE_CLAIM(1, false),
    AFTER_CLAIM(1, true),
    BEFORE_DECIDE(2, false),
    AFTER_DECIDE(2, true),
    BEFORE_FILING(3, false),
    AFTER_FILING(3, true),
    BEFORE_SETTLE(4, false),
    AFTER_SETTLE(4, true),
    BEFORE_END(5, false),
    AFTER_END(5, true),
    BEFORE_PROJECTION(6, false),
    AFTER_PROJECTION(6, true);

    private final int write;
    private final boolean after;

    Moment(int write, boolean after) {
      this.write = write;
      this.after = after;
    }

    boolean claimed() {
      return compareTo(BEFORE_CLAIM) > 0;
    }

    boolean ended() {
      return compareTo(BEFORE_END) > 0;
    }
  }

  private static ScriptedChatModel script(ScriptedChatModel model) {
    return model
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .call("archival_memory_insert", INSERT)
        .say("Filed.");
  }

  @ParameterizedTest
  @EnumSource
  void turnWhoseProcessEnds_isResumedFromTheLastCommit(Moment moment) {
    Agent first = fixture.adaInProcessThatEnds(script(model)).create();
    fixture.backend.crashAtWrite(moment.write, moment.after);
    Throwable crash = catchThrowable(() -> first.send(QUESTION));
    assertThat(crash).isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    answerWhatIsMissing();
    Agent again = fixture.ada(second).open();
    assertThat(again.resumed().isPresent()).isEqualTo(moment.claimed() && !moment.ended());
    again.resumed().ifPresent(turn -> assertThat(turn.text()).isEqualTo("Filed."));
    assertEachThingHappenedOnce(again, moment.claimed());
  }

  /**
   * The second model goes on wherever the first one was, as a model would that sees the messages.
   */
  private void answerWhatIsMissing() {
    for (int step = 0; step < 4; step++) {
      second.respond(request -> {
        long edits = request.messages().stream().filter(ResumingTest::isCall).count();
        String last = request.messages().getLast().text();
        if (last.equals("And now?")) {
          return reply("Well.");
        }
        ScriptedChatModel next = script(new ScriptedChatModel());
        for (long index = 0; index < edits; index++) {
          next.reply(request, delta -> {}, dev.recollect.memory.api.value.CallOptions.none());
        }
        return next.reply(request, delta -> {}, dev.recollect.memory.api.value.CallOptions.none());
      });
    }
  }

  private static boolean isCall(Message message) {
    return !message.toolCalls().isEmpty();
  }

  private static ChatReply reply(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private void assertEachThingHappenedOnce(Agent agent, boolean claimed) {
    assertThat(agent.archival().count()).isEqualTo(claimed ? 1 : 0);
    String human = agent.core().block("human").orElseThrow().value();
    assertThat(human.split("Boat: Petrel", -1)).hasSize(claimed ? 2 : 1);
    agent.send("And now?");
    List<String> expected = new ArrayList<>(claimed ? List.of(QUESTION, "Filed.") : List.of());
    assertThat(second.lastRequest().messages())
        .filteredOn(message -> message.role() == Role.USER)
        .extracting(Message::text)
        .containsExactlyElementsOf(claimed ? List.of(QUESTION, "And now?") : List.of("And now?"));
    expected.addAll(List.of("And now?", "Well."));
    assertThat(agent.recall().list(agent.conversation(), 1, 100))
        .extracting(RecalledMessage::text)
        .containsExactlyElementsOf(expected);
  }

  private final class Radio implements Tool {
    private final boolean idempotent;
    private boolean crashing = true;

    Radio(boolean idempotent) {
      this.idempotent = idempotent;
    }

    @Override
    public ToolSpec spec() {
      return new ToolSpec("radio", "Sends a message by radio", "{\"type\":\"object\"}");
    }

    @Override
    public ToolResult call(ToolInvocation invocation) {
      keys.add(invocation.key());
      if (crashing) {
        crashing = false;
        throw fixture.backend.crashNow("in a tool");
      }
      return ToolResult.ok("sent");
    }

    @Override
    public boolean idempotent() {
      return idempotent;
    }
  }

  private Agent reopenedAfterCrashIn(Radio radio) {
    Agent first = fixture.adaInProcessThatEnds(model.call("radio", "{}")).tool(radio).create();
    assertThatThrownBy(() -> first.send("Call the harbour."))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    second.say("Done.");
    return fixture.ada(second).tool(radio).open();
  }

  @Test
  void idempotentTool_runsAgainWithTheSameKey() {
    Agent agent = reopenedAfterCrashIn(new Radio(true));
    assertThat(keys).containsExactly(agent.conversation() + "/1/1/0", keys.getFirst());
    assertThat(agent.resumed().orElseThrow().toolRuns().getFirst().result()).isEqualTo("sent");
  }

  @Test
  void otherTool_doesNotRunAgain_andTheModelIsToldThatTheOutcomeIsUnknown() {
    Agent agent = reopenedAfterCrashIn(new Radio(false));
    assertThat(keys).hasSize(1);
    assertThat(second.lastRequest().messages().getLast().text())
        .contains("\"status\":\"Failed\"")
        .contains("The outcome of this call is unknown");
    assertThat(agent.resumed().orElseThrow().text()).isEqualTo("Done.");
  }

  @Test
  void processThatLives_keepsItsTurn_andOthersGetConflictBeforeTheirModelIsAsked() {
    Agent first = fixture.adaElsewhere(model).create();
    Agent other = fixture.ada(second).open();
    model.respond(request -> {
      assertThatThrownBy(() -> other.send("Me first!"))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
          .hasMessageContaining("agent 'ada' is in a turn run by process 1 on elsewhere");
      return reply("Hello.");
    });
    assertThat(first.send("Hi").text()).isEqualTo("Hello.");
    assertThat(second.requests()).isEmpty();
    second.say("Your turn.");
    assertThat(other.send("Me first!").text()).isEqualTo("Your turn.");
  }

  @Test
  void twoObjectsOfOneProcess_oneWins_theOtherGetsConflict() {
    Agent first = fixture.ada(model).create();
    Agent other = fixture.ada(second).open();
    model.respond(request -> {
      assertThatThrownBy(() -> other.send("Me first!"))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
      return reply("Hello.");
    });
    assertThat(first.send("Hi").text()).isEqualTo("Hello.");
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void deadlineThatPassed_letsAnotherTakeTheTurn_andTheSlowOneWritesNothing() {
    Agent slow = fixture.adaElsewhere(model).create();
    model.respond(request -> {
      fixture.clock.advance(Duration.ofMinutes(12));
      second.say("Taken over.");
      Agent other = fixture.ada(second).open();
      assertThat(other.resumed().orElseThrow().text()).isEqualTo("Taken over.");
      return reply("Too late.");
    });
    assertThatThrownBy(() -> slow.send("Hi"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
    assertThat(slow.recall().list(slow.conversation(), 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("Hi", "Taken over.");
  }

  @Test
  void modelThatIsDownAtOpen_leavesTheTurnForTheNextOpening() {
    Agent first = fixture.adaInProcessThatEnds(model).create();
    fixture.backend.crashAtWrite(2, false);
    model.say("Hello.");
    assertThatThrownBy(() -> first.send("Hi")).isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    second.fail(new MemoryException(ErrorKind.UNAVAILABLE, "server is down")).say("Hello again.");
    assertThatThrownBy(() -> fixture.ada(second).open()).hasMessage("server is down");
    assertThat(fixture.ada(second).open().resumed().orElseThrow().text()).isEqualTo("Hello again.");
  }

  @Test
  void turnThatCanNeverEnd_failsAtOpen_andStandsInNobodysWay() {
    Agent first = fixture.adaInProcessThatEnds(script(model)).create();
    fixture.backend.crashAtWrite(3, true);
    assertThatThrownBy(() -> first.send(QUESTION))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    second.fail(MemoryException.invalid("the server refuses the request")).say("Hello.");
    Agent agent = fixture.ada(second).open();
    assertThat(agent.resumed().orElseThrow().stopReason()).isEqualTo(Turn.StopReason.FAILED);
    assertThat(agent.send("Hi").text()).isEqualTo("Hello.");
  }

  @Test
  void requestId_ofATurnThatWasResumed_returnsThatTurn() {
    Agent first = fixture.adaInProcessThatEnds(model.say("Hello.")).create();
    fixture.backend.crashAtWrite(2, false);
    assertThatThrownBy(() -> first.send("Hi", "request-1"))
        .isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    second.say("Hello after all.");
    Agent agent = fixture.ada(second).open();
    assertThat(agent.send("Hi", "request-1").text()).isEqualTo("Hello after all.");
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void claimThatCouldNotBeTakenBack_isNotAnsweredTwice() {
    Agent agent = fixture.ada(model).create();
    model.respond(request -> {
      throw fixture.backend.crashNow("while the model answers");
    });
    assertThatThrownBy(() -> agent.send("Hi")).isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    model.say("Hello.");
    agent.send("Hi again");
    assertThat(agent.recall().list(agent.conversation(), 1, 10))
        .extracting(RecalledMessage::text)
        .containsExactly("Hi again", "Hello.");
  }

  @Test
  void eventWhoseTurnCouldNotBeTakenBack_isToldAllTheSame() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (Agent agent = fixture.ada(model).create()) {
      model.respond(request -> {
        WatchedBackend.SimulatedCrash crash = fixture.backend.crashNow("while the model answers");
        asked.countDown();
        throw crash;
      });
      agent.notify("The doorbell has rung");
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      fixture.backend.restart();
      model.respondAlways(request -> reply("Well."));
      agent.send("Hi");
      assertThat(model.lastRequest().messages())
          .anyMatch(message -> message.text().contains("The doorbell has rung"));
    }
  }

  @Test
  void turnThatAnotherTakesOverFirst_isNotOverwritten() {
    Agent first = fixture.adaInProcessThatEnds(model.say("Hello.")).create();
    fixture.backend.crashAtWrite(2, false);
    assertThatThrownBy(() -> first.send("Hi")).isInstanceOf(WatchedBackend.SimulatedCrash.class);
    fixture.backend.restart();
    ScriptedChatModel third = new ScriptedChatModel();
    second.fail(new MemoryException(ErrorKind.UNAVAILABLE, "server is down"));
    assertThatThrownBy(() -> fixture.ada(second).open()).hasMessage("server is down");
    second.respond(request -> {
      assertThatThrownBy(() -> fixture.adaElsewhere(third).open().send("Me first!"))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
      return reply("Hello after all.");
    });
    Agent agent = fixture.ada(second).open();
    assertThat(agent.resumed().orElseThrow().text()).isEqualTo("Hello after all.");
    assertThat(third.requests()).isEmpty();
  }

  @Test
  void eightProcessesAtOnce_oneRunsTheTurnAndTheOthersGetConflict() throws Exception {
    fixture.ada(model).create();
    List<ScriptedChatModel> models = new ArrayList<>();
    List<Callable<Boolean>> work = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(8);
    CountDownLatch refused = new CountDownLatch(7);
    for (int index = 0; index < 8; index++) {
      ScriptedChatModel own = new ScriptedChatModel();
      own.respond(request -> replyOnce(refused));
      models.add(own);
      Agent agent = fixture.adaElsewhere(own).open();
      work.add(() -> answered(agent, start, refused));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      int answered = 0;
      for (Future<Boolean> result : threads.invokeAll(work)) {
        answered += result.get() ? 1 : 0;
      }
      assertThat(answered).isEqualTo(1);
    }
    assertThat(models.stream().mapToInt(one -> one.requests().size()).sum()).isEqualTo(1);
    assertThat(fixture.memory.recall("ada").count()).isEqualTo(2);
  }

  /** The winner answers only when the seven others have been refused. */
  private static ChatReply replyOnce(CountDownLatch refused) {
    try {
      assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return reply("Hello.");
  }

  private static boolean answered(Agent agent, CyclicBarrier start, CountDownLatch refused)
      throws Exception {
    start.await(60, TimeUnit.SECONDS);
    try {
      return agent.send("Hi").text().equals("Hello.");
    } catch (MemoryException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
      refused.countDown();
      return false;
    }
  }
}
