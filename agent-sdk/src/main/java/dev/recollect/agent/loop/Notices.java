package dev.recollect.agent.loop;

import dev.recollect.agent.event.AgentEvents;
import dev.recollect.agent.state.PendingEvents;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** The events of the application that wait for a turn of the conversation. Thread-safe. */
final class Notices {

  private static final int TEXT_BYTES = 32 * 1024;

  private final PendingEvents pending;
  private final Place place;
  private final ZoneId zone;
  private volatile boolean news = true;

  Notices(Place place, ZoneId zone) {
    this.pending = new PendingEvents(place.memory().state(), place.keys());
    this.place = place;
    this.zone = zone;
  }

  /** Adds an event; when this returns it is durable. */
  void add(String text, CallOptions options) {
    if (text.isBlank()) {
      throw MemoryException.invalid("the event is empty; say what has happened");
    }
    Texts.requireNonEmpty("event", text, TEXT_BYTES);
    pending.add(UUID.randomUUID().toString(), text, place.now(), options);
    news = true;
  }

  /** Returns the change that adds an event, which the person is not to hear of. */
  StateChange adding(String text) {
    return pending.adding(UUID.randomUUID().toString(), AgentEvents.HIDDEN + text, place.now());
  }

  /** Returns whether anything may wait that was added through this object. */
  boolean news() {
    return news;
  }

  /** Returns all that wait, whoever added them. */
  List<PendingEvents.Waiting> waiting(CallOptions options) {
    news = false;
    return pending.list(options);
  }

  /** Says that what was returned waits on. */
  void waitOn() {
    news = true;
  }

  /** Returns what the model is told of an event. */
  Message message(PendingEvents.Waiting event) {
    return alert(event.text(), event.at());
  }

  /** Returns whether a message tells of an event that waited, which must not be lost. */
  static boolean tells(StoredMessage message) {
    return message.event() && message.message().text().startsWith("{\"type\":\"system_alert\"");
  }

  /** Returns an alert as a message. */
  Message alert(String text, Instant at) {
    return Message.of(Role.USER, AgentEvents.alert(text, at, zone), at);
  }

  /** Returns a heartbeat as a message. */
  Message heartbeat(String reason, Instant at) {
    return Message.of(Role.USER, AgentEvents.heartbeat(reason, at, zone), at);
  }

  /** Returns the event that begins a turn when the clock wakes the agent. */
  StoredMessage timer() {
    return StoredMessage.event(heartbeat("Automatic timer", place.now()));
  }
}
