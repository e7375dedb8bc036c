package dev.recollect.agent.context;

import dev.recollect.agent.state.LogEntry;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that the model sees, in exchanges: what the person said and all that followed it.
 * Token counts are taken once a message, so that adding one costs the same whatever the window.
 *
 * <p>Not thread-safe.
 */
final class Window {

  /**
   * A message with its tokens.
   *
   * @param entry the message as it is kept
   * @param shown the message as the model sees it
   * @param tokens its tokens
   */
  record Item(LogEntry entry, Message shown, int tokens) {

    boolean opens() {
      return entry.stored().opens();
    }

    /** Results and events within an exchange go with the reply before them. */
    boolean belongsToStep() {
      return shown.role() == Role.TOOL || shown.role() == Role.USER;
    }
  }

  private final List<Item> items = new ArrayList<>();
  private int tokens;

  void add(LogEntry entry, Message shown, int count) {
    items.add(new Item(entry, shown, count));
    tokens += count;
  }

  void clear() {
    items.clear();
    tokens = 0;
  }

  int tokens() {
    return tokens;
  }

  List<Item> items() {
    return items;
  }

  /** Returns where the last exchange begins. */
  int lastExchange() {
    int index = items.size() - 1;
    while (index > 0 && !items.get(index).opens()) {
      index--;
    }
    return Math.max(0, index);
  }

  /** Returns where the exchange after the first one begins. */
  int secondExchange() {
    int index = 1;
    while (index < items.size() && !items.get(index).opens()) {
      index++;
    }
    return Math.min(index, items.size());
  }

  /** Removes the items from one place (inclusive) to another (exclusive) and returns them. */
  List<Item> remove(int from, int to) {
    List<Item> range = items.subList(from, to);
    List<Item> removed = List.copyOf(range);
    range.clear();
    removed.forEach(item -> tokens -= item.tokens());
    return removed;
  }
}
