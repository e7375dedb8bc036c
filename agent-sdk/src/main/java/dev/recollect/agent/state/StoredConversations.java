package dev.recollect.agent.state;

import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads all conversations of an agent from the state store. Not thread-safe. */
public final class StoredConversations {

  private final String prefix;
  private final Predicate<TurnRecord> wanted;
  private final Map<String, StoredConversation> byId = new TreeMap<>();

  private StoredConversations(String prefix, Predicate<TurnRecord> wanted) {
    this.prefix = prefix;
    this.wanted = wanted;
  }

  /**
   * Returns the conversations.
   *
   * @param prefix what all keys of the agent start with
   * @param wanted which recorded answers are kept; there may be very many
   */
  public static StoredConversations read(
      StateStore state, String prefix, Predicate<TurnRecord> wanted, CallOptions options) {
    StoredConversations all = new StoredConversations(prefix, wanted);
    Cursor cursor = Cursor.START;
    while (true) {
      Page<StateEntry> page = state.list(StateKeys.conversations(prefix), cursor, options);
      page.items().forEach(all::add);
      if (page.next().isEmpty()) {
        return all;
      }
      cursor = page.next().orElseThrow();
    }
  }

  private void add(StateEntry entry) {
    String id = StateKeys.conversationOf(prefix, entry.key());
    StateKeys keys = new StateKeys(prefix, id);
    StoredConversation conversation = byId.computeIfAbsent(id, any -> new StoredConversation(keys));
    String key = entry.key();
    if (key.equals(keys.head())) {
      conversation.readHead(entry);
    } else if (key.startsWith(keys.messages())) {
      conversation.addMessage(entry);
    } else if (key.startsWith(keys.pending())) {
      conversation.addEvent(entry);
    } else if (key.startsWith(keys.requests())) {
      TurnRecord record = StateJson.read(entry, TurnRecord.class);
      if (wanted.test(record)) {
        conversation.addAnswer(new StoredConversation.Answer(key, entry.version(), record));
      }
    }
  }

  /** Returns all, by id. */
  public Collection<StoredConversation> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** Returns one; empty of messages if there is none of that id. */
  public StoredConversation get(String conversation) {
    return byId.computeIfAbsent(
        conversation, id -> new StoredConversation(new StateKeys(prefix, id)));
  }
}
