package dev.recollect.agent.state;

import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The events of a conversation that wait for a turn, in the order in which they were stored,
 * whatever the clocks say. Thread-safe: anybody adds, a turn takes them over in the commit that
 * makes them messages.
 */
public final class PendingEvents {

  private final StateStore state;
  private final String prefix;

  /** Creates a view of the events below a prefix of keys. */
  public PendingEvents(StateStore state, StateKeys keys) {
    this.state = state;
    this.prefix = keys.pending();
  }

  /**
   * An event that waits.
   *
   * @param key its key in the state store
   * @param version the version it was read at
   * @param text what the model will be told
   * @param at when it came
   */
  public record Waiting(String key, long version, String text, Instant at) {}

  /** What is stored of an event. */
  private record Stored(String text, Instant at) {}

  /**
   * Adds an event; when this returns it is durable.
   *
   * @param id unique
   */
  public void add(String id, String text, Instant at, CallOptions options) {
    state.commit(List.of(adding(id, text, at)), options);
  }

  /**
   * Returns the change that adds an event.
   *
   * @param id unique
   */
  public StateChange adding(String id, String text, Instant at) {
    return putting(prefix + id, text, at);
  }

  private static StateChange putting(String key, String text, Instant at) {
    return new StateChange.Put(key, StateJson.write(new Stored(text, at)), StateChange.ABSENT);
  }

  /** Returns all that wait, oldest first. */
  public List<Waiting> list(CallOptions options) {
    List<Waiting> waiting = new ArrayList<>();
    Cursor cursor = Cursor.START;
    while (true) {
      Page<StateEntry> page = state.list(prefix, cursor, options);
      page.items().forEach(entry -> waiting.add(waiting(entry)));
      if (page.next().isEmpty()) {
        waiting.sort(Comparator.comparingLong(Waiting::version));
        return waiting;
      }
      cursor = page.next().orElseThrow();
    }
  }

  static Waiting waiting(StateEntry entry) {
    Stored stored = StateJson.read(entry, Stored.class);
    return new Waiting(entry.key(), entry.version(), stored.text(), stored.at());
  }

  /** Returns the changes with which events wait no longer. */
  public static List<StateChange> taking(List<Waiting> events) {
    return events.stream()
        .<StateChange>map(event -> new StateChange.Delete(event.key(), event.version()))
        .toList();
  }

  /** Returns the changes with which events wait again that a turn had taken. */
  public static List<StateChange> puttingBack(List<Waiting> events) {
    return events.stream().map(event -> putting(event.key(), event.text(), event.at())).toList();
  }
}
