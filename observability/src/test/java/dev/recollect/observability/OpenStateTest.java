package dev.recollect.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.agent.turn.TurnPlace;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.event.EmbeddingEvent.Embedding;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is kept of operations under way: nothing once they are over, and never more than so much.
 */
@Timeout(120)
class OpenStateTest {

  private static MemoryException gone() {
    return new MemoryException(ErrorKind.CANCELLED, "gone");
  }

  @TempDir Path home;

  /** What is current on a thread is the same for all registries. */
  @AfterEach
  void nothingIsCurrent() {
    assertThat(ObservationRegistry.create().getCurrentObservation()).isNull();
  }

  private static TurnPlace turn(int number) {
    return new TurnPlace("default", "ada", "c", "turn-" + number);
  }

  private static void begin(Listener observed, int number) {
    TurnPlace place = turn(number);
    observed.on(new TurnEvent.Committed(place, TurnEvent.Commit.CLAIM));
    observed.on(new TurnEvent.Begun(place, false));
    observed.on(new TurnEvent.ModelAsked(place, 1, "openai:gpt-5-mini", 3, 100));
    observed.on(new TurnEvent.ToolStarted(place, "c/" + number, new ToolCall("1", "search", "{}")));
  }

  @Test
  void tenThousandTurnsThatFailInTheMiddle_leaveNothing() {
    try (Observed observed = new Observed(home)) {
      for (int number = 0; number < 10_000; number++) {
        begin(observed.observations, number);
        assertThat(observed.observations.open()).isEqualTo(1);
        observed.observations.on(new TurnEvent.Failed(turn(number), gone()));
        observed.exporter.reset();
      }
      assertThat(observed.observations.open()).isZero();
      assertThat(observed.registry.getCurrentObservation()).isNull();
      assertThat(observed.meters.getMeters()).hasSizeLessThan(50);
    }
  }

  @Test
  void realTurns_failingAndNot_leaveNothing() {
    try (Observed observed = new Observed(home)) {
      for (int number = 0; number < 500; number++) {
        ScriptedChatModel model =
            new ScriptedChatModel()
                .call("conversation_search", "{\"query\":\"boat\"}")
                .fail(gone())
                .say("Yes.");
        var agent = observed.agent("agent-" + number, model).create();
        try {
          agent.send("Boat?");
        } catch (MemoryException e) {
          assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
        }
        agent.send("Boat?");
        observed.exporter.reset();
      }
      assertThat(observed.observations.open()).isZero();
      assertThat(observed.registry.getCurrentObservation()).isNull();
    }
  }

  @Test
  void turnsWhoseEndIsNeverTold_areBounded_andEndAsAbandoned() {
    try (Observed observed = new Observed(home)) {
      Thread.ofPlatform().start(() -> beginMany(observed)).join();
      assertThat(observed.observations.open()).isEqualTo(OpenOperations.MOST);
      assertThat(observed.spans("invoke_agent")).hasSize(50);
      assertThat(observed.spans())
          .allSatisfy(
              span -> assertThat(Observed.attribute(span, GenAi.ERROR)).isEqualTo("abandoned"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void beginMany(Observed observed) {
    for (int number = 0; number < OpenOperations.MOST + 50; number++) {
      begin(observed.observations, number);
    }
  }

  @Test
  void turnBegunAgain_endsWhatWasLeftOfIt() {
    try (Observed observed = new Observed(home)) {
      begin(observed.observations, 1);
      begin(observed.observations, 1);
      observed.observations.on(new TurnEvent.Failed(turn(1), gone()));
      assertThat(observed.observations.open()).isZero();
      assertThat(observed.spans("invoke_agent"))
          .extracting(span -> Observed.attribute(span, GenAi.ERROR))
          .containsExactly("abandoned", "cancelled");
    }
  }

  @Test
  void endsWithoutABeginning_areLeftAlone() {
    try (Observed observed = new Observed(home)) {
      Embedding embedding =
          new Embedding(
              "1",
              "onnx",
              new EmbeddingIdentity("bge", "1", "none", "cls", 3, ""),
              1,
              EmbeddingEvent.Purpose.SEARCH);
      observed.observations.on(new EmbeddingEvent.Ended(embedding, null, Duration.ZERO));
      observed.observations.on(new TurnEvent.Failed(turn(1), gone()));
      observed.observations.on(new Event() {});
      assertThat(observed.spans()).isEmpty();
    }
  }

  @Test
  void listenerThatFailsBeforeAndAfter_costsTheObservationsNothing() {
    List<Event> before = new ArrayList<>();
    Listener failing =
        event -> {
          before.add(event);
          throw new IllegalStateException("listener");
        };
    try (Observed observed = new Observed(home, options -> options, failing)) {
      ScriptedChatModel model =
          new ScriptedChatModel().call("archival_memory_search", "{\"query\":\"x\"}").say("No.");
      assertThat(observed.agent("ada", model).listener(failing).create().send("Hm?").text())
          .isEqualTo("No.");
      assertThat(before).hasSizeGreaterThan(10);
      assertThat(observed.spans()).hasSize(7);
      assertThat(observed.observations.open()).isZero();
    }
  }

  /** A handler of the application that fails is passed over, whenever it does. */
  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "error", "event", "opened", "closed"})
  void handlerThatFails_costsTheTurnNothing(String when) {
    try (Observed observed = new Observed(home)) {
      observed.registry.observationConfig().observationHandler(new FailingHandler(when));
      ScriptedChatModel model =
          new ScriptedChatModel()
              .call("core_memory_append", "{\"name\":\"human\",\"content\":\"Boat\"}")
              .call("archival_memory_search", "{\"query\":\"x\"}")
              .call("archival_memory_search", "{}")
              .say("No.");
      assertThat(observed.agent("ada", model).create().send("Hm?").text()).isEqualTo("No.");
      assertThat(observed.observations.open()).isZero();
      // Micrometer tells the end to the last handler first, and to none behind one that fails.
      assertThat(observed.spans("invoke_agent")).hasSize(when.equals("stop") ? 0 : 1);
    }
  }

  private record FailingHandler(String when) implements ObservationHandler<Observation.Context> {

    private void fail(String at) {
      if (at.equals(when)) {
        throw new IllegalStateException("handler at " + at);
      }
    }

    @Override
    public void onStart(Observation.Context context) {
      fail("start");
    }

    @Override
    public void onStop(Observation.Context context) {
      fail("stop");
    }

    @Override
    public void onError(Observation.Context context) {
      fail("error");
    }

    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {
      fail("event");
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
      fail("opened");
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
      fail("closed");
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }
}
