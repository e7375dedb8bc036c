package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events that nobody said: they wake an idle agent, wait for a busy one, and are never lost. */
@Timeout(60)
class EventsTest {

  private final ScriptedChatModel model = new ScriptedChatModel();
  private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();
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
    return fixture.ada(model).listener(told::add);
  }

  private <T extends Event> T next(Class<T> type) throws InterruptedException {
    while (true) {
      Event event = told.poll(20, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no " + type.getSimpleName() + " was told");
      }
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
  }

  private List<String> shownEvents() {
    return model.lastRequest().messages().stream()
        .filter(message -> message.role() == Role.USER)
        .map(Message::text)
        .toList();
  }

  @Test
  void event_wakesAnIdleAgent() throws Exception {
    model.say("The door, then.");
    try (Agent agent = ada().create()) {
      agent.notify("The doorbell has rung");
      assertThat(next(TurnEvent.Ended.class).result().text()).isEqualTo("The door, then.");
      assertThat(shownEvents()).hasSize(1);
      assertThat(shownEvents().getFirst())
          .startsWith(
              "{\"type\":\"system_alert\",\"message\":\"The doorbell has rung\",\"time\":\"");
      assertThat(agent.recall().count()).isEqualTo(1);
    }
  }

  @Test
  void eventDuringATurn_isToldBeforeTheNextRequest_andBeginsNoOther() throws Exception {
    try (Agent agent = ada().create()) {
      model
          .respond(request -> {
            agent.notify("The doorbell has rung");
            return new ChatReply(
                "",
                List.of(new ToolCall("1", "conversation_search", "{\"query\":\"boat\"}")),
                ChatReply.Finish.COMPLETE,
                Usage.NONE);
          })
          .say("Somebody is at the door.");
      assertThat(agent.send("Hm?").text()).isEqualTo("Somebody is at the door.");
      assertThat(shownEvents()).hasSize(2);
      assertThat(shownEvents().getLast()).contains("The doorbell has rung");
    }
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void eventsThatWait_areToldInOrder_beforeTheNextMessage() throws Exception {
    model.fail(new MemoryException(ErrorKind.UNAVAILABLE, "no model"));
    try (Agent agent = ada().create()) {
      agent.notify("one");
      next(TurnEvent.Failed.class);
    }
    for (int index = 0; index < 20; index++) {
      model.say("Well.");
    }
    try (Agent agent = fixture.ada(model).open()) {
      agent.notify("two");
      agent.notify("three");
      agent.send("And now?");
      List<String> events = shownEvents();
      assertThat(events.getLast()).isEqualTo("And now?");
      assertThat(String.join(" ", events))
          .containsSubsequence("\"one\"", "\"two\"", "\"three\"", "And now?");
    }
  }

  @Test
  void eventOfATurnThatFailed_isToldOnce_afterAReopening() throws Exception {
    model.fail(new MemoryException(ErrorKind.UNAVAILABLE, "no model")).say("I heard.");
    try (Agent agent = ada().create()) {
      agent.notify("The doorbell has rung");
      next(TurnEvent.Failed.class);
    }
    try (Agent again = ada().open()) {
      assertThat(next(TurnEvent.Ended.class).result().text()).isEqualTo("I heard.");
      assertThat(shownEvents()).hasSize(1);
      assertThat(again.recall().count()).isEqualTo(1);
    }
  }

  @Test
  void clock_wakesTheAgent_untilItPausesHeartbeats_alsoAcrossRestarts() throws Exception {
    ChatReply pause =
        new ChatReply(
            "Enough.",
            List.of(new ToolCall("1", "pause_heartbeats", "{\"minutes\":1000}")),
            ChatReply.Finish.COMPLETE,
            Usage.NONE);
    model.reply(pause);
    AgentBuilder builder = ada().profile(AgentProfile.MEMGPT).heartbeat(Duration.ofSeconds(1));
    try (Agent agent = builder.create()) {
      assertThat(next(TurnEvent.Ended.class).result().toolRuns().getFirst().result())
          .isEqualTo("Pausing timed heartbeats for 360 min");
      assertThat(shownEvents().getLast())
          .startsWith("{\"type\":\"heartbeat\",\"reason\":\"Automatic timer\"");
      assertThat(agent.recall().count()).isZero();
    }
    try (Agent again = ada().heartbeat(Duration.ofSeconds(1)).open()) {
      assertThat(told.poll(2_500, TimeUnit.MILLISECONDS)).as("a turn in a pause").isNull();
      fixture.clock.advance(Duration.ofMinutes(361));
      model.reply(pause);
      assertThat(next(TurnEvent.Ended.class).turn().agent()).isEqualTo("ada");
      assertThat(again.recall().count()).isZero();
    }
  }

  @Test
  void badEvents_areRefused() {
    try (Agent agent = ada().create()) {
      assertThatThrownBy(() -> agent.notify(" ")).hasMessageContaining("the event is empty");
      assertThatThrownBy(() -> agent.notify("x".repeat(40_000)))
          .hasMessageContaining("at most 32768");
      assertThatThrownBy(() -> ada().heartbeat(Duration.ofMillis(10)))
          .hasMessageContaining("at least a second");
    }
  }
}
