package dev.recollect.agent.loop;

import dev.recollect.agent.state.ConversationLog;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.core.tier.RecallTier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings what was said into recall memory. A failure is logged and costs nothing: what is missing
 * is brought there the next time. Not thread-safe.
 */
final class Projector {

  private static final System.Logger LOG = System.getLogger(Projector.class.getName());
  private static final int AT_ONCE = 100;

  private final Place place;
  private final RecallTier recall;
  private final ConversationLog log;
  private long reached;
  private boolean failing;

  Projector(Place place, ConversationLog log) {
    this.place = place;
    this.recall = place.memory().recallTier(place.owner().name());
    this.log = log;
  }

  /** Returns the highest sequence that recall memory has, with all before it. */
  long reached() {
    return reached;
  }

  /** Takes the mark of a conversation that was read anew. */
  void load() {
    reached = log.head().projected();
  }

  /** Brings what recall memory does not have yet, without writing anew what it has. */
  void catchUp() {
    List<LogEntry> missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    try {
      long from = missing.getFirst().position().sequence();
      Set<Long> present =
          recall.list(place.conversation(), from, Math.min(missing.size(), AT_ONCE)).stream()
              .map(RecalledMessage::sequence)
              .collect(Collectors.toSet());
      for (LogEntry entry : missing) {
        if (!present.contains(entry.position().sequence())) {
          break;
        }
        reached = entry.position().sequence();
      }
    } catch (RuntimeException e) {
      failed(e);
      return;
    }
    project();
  }

  /** Brings everything above the mark. */
  void project() {
    List<LogEntry> missing = missing();
    try {
      for (int from = 0; from < missing.size(); from += AT_ONCE) {
        List<LogEntry> batch = missing.subList(from, Math.min(missing.size(), from + AT_ONCE));
        recall.project(place.owner(), batch.stream().map(this::recalled).toList());
        reached = batch.getLast().position().sequence();
        failing = false;
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** The first of several failures in a row is a warning, for the same fault fails every turn. */
  private void failed(RuntimeException e) {
    LOG.log(
        failing ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
        "recall memory misses the latest messages for now, the next turn tries again: {0}",
        e.getMessage());
    failing = true;
  }

  private List<LogEntry> missing() {
    return log.entries().stream()
        .filter(entry -> entry.recalled() && entry.position().sequence() > reached)
        .toList();
  }

  private RecalledMessage recalled(LogEntry entry) {
    Message message = entry.message();
    Message.Builder said =
        Message.builder(message.role(), entry.stored().spoken(), message.createdAt());
    message.name().ifPresent(said::name);
    return new RecalledMessage(place.conversation(), entry.position().sequence(), said.build());
  }
}
