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
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls beside each other, pressure, summaries of the model, and messages to a busy agent. */
@Timeout(60)
class StepsTest {

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

  /** Arguments of a tool of these tests. */
  record Ticket(int value) {}

  private static ChatReply calls(ToolCall... calls) {
    return new ChatReply("", List.of(calls), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private static ToolCall number(int value) {
    return new ToolCall("call-" + value, "number", "{\"value\":" + value + "}");
  }

  @Test
  void callsOfOneReply_runBesideEachOther_resultsInOrder() {
    CyclicBarrier together = new CyclicBarrier(3);
    model.reply(calls(number(1), number(2), number(3))).say("Done.");
    Turn turn =
        fixture
            .ada(model)
            .tool(
                "number",
                "A number",
                Ticket.class,
                number -> {
                  await(together);
                  return number.value();
                })
            .create()
            .send("Go");
    assertThat(turn.toolRuns()).extracting(Turn.ToolRun::result).containsExactly("1", "2", "3");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the calls did not run beside each other", e);
    }
  }

  @Test
  void editsOfOneReply_keepTheirOrder() {
    List<ToolCall> edits = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int index = 0; index < 20; index++) {
      String arguments = "{\"name\":\"human\",\"content\":\"line " + index + "\"}";
      edits.add(new ToolCall("call-" + index, "core_memory_append", arguments));
      expected.append(index == 0 ? "" : "\n").append("line ").append(index);
    }
    model.reply(calls(edits.toArray(new ToolCall[0]))).say("Done.");
    Agent agent = fixture.ada(model).create();
    agent.send("Go");
    assertThat(agent.core().block("human").orElseThrow().value()).isEqualTo(expected.toString());
  }

  @Test
  void toolThatSendsToItsOwnAgent_isRefused_alsoBesideOthers() {
    model.reply(calls(number(1), number(2))).say("Done.");
    List<Agent> self = new ArrayList<>();
    AgentBuilder builder =
        fixture
            .ada(model)
            .tool("number", "A number", Ticket.class, number -> self.getFirst().send("me").text());
    self.add(builder.create());
    assertThat(self.getFirst().send("Go").toolRuns())
        .allSatisfy(run -> assertThat(run.result()).contains("a turn cannot begin inside another"));
  }

  @Test
  void windowThatFills_isToldOnce_untilSomethingLeaves() {
    ScriptedChatModel small = new ScriptedChatModel(4_000);
    Agent agent = fixture.ada(small).create();
    int warnings = 0;
    int evictions = 0;
    for (int turn = 0; turn < 40; turn++) {
      small.say("Yes. " + "word ".repeat(60));
      agent.send("Message " + turn + " " + "word ".repeat(60));
      ChatRequest request = small.lastRequest();
      boolean told = request.messages().getLast().text().contains("Your window fills");
      warnings += told ? 1 : 0;
      boolean left = request.messages().get(1).role() == Role.SYSTEM;
      evictions = left ? evictions + 1 : evictions;
      assertThat(warnings).isLessThanOrEqualTo(evictions + 1);
    }
    assertThat(warnings).isGreaterThan(1);
  }

  @Test
  void summaryOfTheModel_standsForWhatLeft_andExtractsWhereItFails() {
    ScriptedChatModel small = new ScriptedChatModel(4_000).asGenerative();
    Agent agent = fixture.ada(small).create();
    int asked = 0;
    boolean failed = false;
    for (int turn = 0; turn < 60; turn++) {
      String account = "Account number " + turn;
      boolean failing = turn > 30;
      small.respondAlways(seen -> {
        boolean summary = seen.messages().getFirst().text().startsWith("You keep the account");
        if (summary && failing) {
          throw new MemoryException(ErrorKind.UNAVAILABLE, "not now");
        }
        return reply(summary ? account : "Yes. " + "word ".repeat(60));
      });
      agent.send("Message " + turn + " " + "word ".repeat(60));
      String second = agent.context().messages().get(1).text();
      asked += second.startsWith("Summary of the ") && second.contains("Account number") ? 1 : 0;
      failed |= second.startsWith("Extracts of the ");
    }
    assertThat(asked).isPositive();
    assertThat(failed).isTrue();
  }

  private static ChatReply reply(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Test
  void messagesToABusyAgent_waitInOrder_orAreRefusedAsSet() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    model.respond(request -> {
      asked.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return reply("First.");
    });
    Agent agent = fixture.ada(model).waitWhenBusy(false).create();
    CompletableFuture<Turn> first = agent.sendAsync("One").toCompletableFuture();
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> agent.send("Two"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
    go.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("First.");
  }

  @Test
  void waitingMessage_isCancelledByItsToken() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    model.respond(request -> {
      asked.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return reply("First.");
    });
    Agent agent = fixture.ada(model).create();
    CompletableFuture<Turn> first = agent.sendAsync("One").toCompletableFuture();
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    CancellationToken token = new CancellationToken();
    CompletableFuture<Void> cancelling =
        CompletableFuture.runAsync(
            token::cancel, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
    assertThatThrownBy(() -> agent.send("Two", CallOptions.none().withCancellation(token)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
    cancelling.join();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    go.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS).text()).isEqualTo("First.");
    assertThat(agent.recall().list(agent.conversation(), 1, 10))
        .extracting(recalled -> recalled.message().role())
        .containsExactly(Role.USER, Role.ASSISTANT);
  }

  @Test
  void providerThatCountsMore_makesMessagesLeaveEarlier() {
    int plain = shownAfter(1);
    assertThat(shownAfter(2)).isLessThan(plain);
  }

  private int shownAfter(int factor) {
    ScriptedChatModel counting = new ScriptedChatModel(4_000);
    Agent agent = fixture.ada(counting).name("counted-" + factor).create();
    for (int turn = 0; turn < 30; turn++) {
      counting.respond(request -> {
        int tokens =
            request.messages().stream().map(Message::text).mapToInt(counting::countTokens).sum();
        return new ChatReply(
            "word ".repeat(40),
            List.of(),
            ChatReply.Finish.COMPLETE,
            new Usage((long) tokens * factor + 1_200L * factor, 10));
      });
      agent.send("word ".repeat(40));
    }
    return counting.lastRequest().messages().size();
  }
}
