package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a stream tells of a turn, and what reading it, leaving it and cancelling it do. */
@Timeout(60)
class StreamTest {

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

  /** Says one piece after the other, for ever, and counts them. */
  private static final class Talker implements ChatModel {
    private final AtomicInteger pieces = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
      try {
        while (true) {
          options.check();
          pieces.incrementAndGet();
          sink.accept(new ChatDelta.Text("word "));
        }
      } finally {
        stopped.countDown();
      }
    }

    @Override
    public String id() {
      return "talker";
    }

    @Override
    public String description() {
      return "talks for ever";
    }

    @Override
    public int contextWindow() {
      return 8_192;
    }

    @Override
    public int countTokens(String text) {
      return (text.length() + 3) / 4;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  @Test
  void stream_tellsWhatHappens_andEndsWithTheTurn() {
    model
        .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat: Petrel\"}")
        .call("archival_memory_insert", "{\"content\":\"Sam's boat is called Petrel\"}")
        .say("Noted.");
    Agent agent = fixture.ada(model).create();
    List<String> told = new ArrayList<>();
    try (TurnStream stream = agent.stream("My boat is called Petrel.")) {
      stream.forEachRemaining(event -> told.add(name(event)));
      assertThat(stream.turn().text()).isEqualTo("Noted.");
    }
    assertThat(told)
        .containsExactly(
            "Committing CLAIM",
            "Committed CLAIM",
            "Begun",
            "ModelAsked",
            "ModelAnswered",
            "ToolStarted",
            "ToolEnded",
            "BlockChanged human",
            "ModelAsked",
            "ModelAnswered",
            "Committing DECIDE",
            "Committed DECIDE",
            "ToolStarted",
            "ToolEnded",
            "Committing SETTLE",
            "Committed SETTLE",
            "ModelAsked",
            "Text Noted.",
            "ModelAnswered",
            "Committing END",
            "Committed END",
            "Committing PROJECT",
            "Committed PROJECT",
            "Ended");
  }

  private static String name(TurnEvent event) {
    String simple = event.getClass().getSimpleName();
    return switch (event) {
      case TurnEvent.Committing committing -> simple + " " + committing.commit();
      case TurnEvent.Committed committed -> simple + " " + committed.commit();
      case TurnEvent.Text text -> simple + " " + text.text();
      case TurnEvent.BlockChanged changed -> simple + " " + changed.label();
      default -> simple;
    };
  }

  @Test
  void stream_sameTurnAsSend() {
    model.say("Hello.").say("Hello.");
    Agent agent = fixture.ada(model).create();
    Turn sent = agent.send("Hi");
    Turn streamed = agent.stream("Hi").turn();
    assertThat(streamed.text()).isEqualTo(sent.text());
    assertThat(streamed.steps()).isEqualTo(sent.steps());
    assertThat(agent.recall().count()).isEqualTo(4);
  }

  @Test
  void readingSlowly_holdsTheModelBack() throws Exception {
    Talker talker = new Talker();
    try (TurnStream stream = fixture.ada(talker).create().stream("Talk.")) {
      int read = 0;
      while (read < 10) {
        read += stream.next() instanceof TurnEvent.Text ? 1 : 0;
      }
      Thread.sleep(50);
      assertThat(talker.pieces).hasValueLessThanOrEqualTo(11);
    }
  }

  @Test
  void closing_cancelsTheTurn_andNothingOfItIsLeft() throws Exception {
    Talker talker = new Talker();
    Agent agent = fixture.ada(talker).create();
    TurnStream stream = agent.stream("Talk.");
    while (!(stream.next() instanceof TurnEvent.Text)) {
      // until the model talks
    }
    stream.close();
    assertThat(talker.stopped.await(0, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.recall().count()).isZero();
    assertThat(agent.context().messages()).hasSize(1);
    stream.close();
    assertThat(stream.hasNext()).isFalse();
    assertThatThrownBy(stream::turn)
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
  }

  @Test
  void callersToken_cancelsTheTurn_andTheReaderIsTold() {
    CancellationToken token = new CancellationToken();
    Agent agent = fixture.ada(new Talker()).create();
    try (TurnStream stream = agent.stream("Talk.", CallOptions.none().withCancellation(token))) {
      assertThatThrownBy(() ->
              stream.forEachRemaining(event -> {
                if (event instanceof TurnEvent.Text) {
                  token.cancel();
                }
              }))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
    }
  }

  @Test
  void turnThatFails_throwsInTheReader_afterItsEvents() {
    model.fail(new MemoryException(ErrorKind.UNAVAILABLE, "no model today"));
    try (TurnStream stream = fixture.ada(model).create().stream("Hi")) {
      List<TurnEvent> events = new ArrayList<>();
      assertThatThrownBy(() -> stream.forEachRemaining(events::add))
          .hasMessageContaining("no model today");
      assertThat(events.getLast()).isInstanceOf(TurnEvent.Failed.class);
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  void streamThatNobodyReads_endsAtItsDeadline() {
    Agent agent = fixture.ada(new Talker()).create();
    try (TurnStream unread = agent.stream("Talk.", CallOptions.within(Duration.ofMillis(200)))) {
      assertThat(unread.next()).isInstanceOf(TurnEvent.Committing.class);
      assertThat(agent.context().messages()).hasSize(3);
      assertThat(unread.turn().stopReason()).isEqualTo(Turn.StopReason.TIMEOUT);
    }
  }

  @Test
  void sendAsync_returnsAtOnce_andCancellingItCancelsTheTurn() throws Exception {
    Talker talker = new Talker();
    Agent agent = fixture.ada(talker).create();
    CompletableFuture<Turn> future = agent.sendAsync("Talk.").toCompletableFuture();
    while (talker.pieces.get() == 0) {
      Thread.onSpinWait();
    }
    future.cancel(true);
    assertThat(talker.stopped.await(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThat(agent.context().messages()).hasSize(1);
  }

  @Test
  void sendAsync_thousandAtOnce_areAllAnswered() {
    List<CompletableFuture<Turn>> turns = new ArrayList<>();
    int agents = 50;
    for (int index = 0; index < agents; index++) {
      ScriptedChatModel own = new ScriptedChatModel();
      Agent agent = fixture.ada(own).name("agent-" + index).create();
      for (int message = 0; message < 1_000 / agents; message++) {
        own.say("Yes.");
        turns.add(agent.sendAsync("Are you there?").toCompletableFuture());
      }
    }
    CompletableFuture.allOf(turns.toArray(new CompletableFuture<?>[0])).join();
    assertThat(turns).allSatisfy(turn -> assertThat(turn.join().text()).isEqualTo("Yes."));
  }

  @Test
  void listenerThatFails_changesNothing() {
    model.say("Hello.");
    Agent agent =
        fixture
            .ada(model)
            .listener(event -> {
              throw new IllegalStateException("listener");
            })
            .create();
    assertThat(agent.send("Hi").text()).isEqualTo("Hello.");
  }

  @Test
  void emptyAnswers_areDiscarded_andAskedForAgain() {
    model.reply(new ChatReply("", List.of(), ChatReply.Finish.COMPLETE, Usage.NONE)).say("Here.");
    List<String> told = new ArrayList<>();
    fixture.ada(model).listener(event -> told.add(name((TurnEvent) event))).create().send("Hi");
    assertThat(told)
        .containsSubsequence("ModelAnswered", "TextDiscarded", "ModelAsked", "Text Here.");
  }
}
