package dev.recollect.agent.state;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is still to be deleted from recall and archival memory once the state has forgotten it. It
 * is stored with that, so that whoever comes next can complete it.
 *
 * @param messages places of messages by conversation
 * @param passages ids of passages
 */
public record StoredForgetting(SortedMap<String, SortedSet<Long>> messages, List<String> passages) {

  /** Copies both. */
  public StoredForgetting {
    SortedMap<String, SortedSet<Long>> copy = new TreeMap<>();
    messages.forEach((conversation, places) -> copy.put(conversation, new TreeSet<>(places)));
    messages = copy;
    passages = List.copyOf(passages);
  }
}
