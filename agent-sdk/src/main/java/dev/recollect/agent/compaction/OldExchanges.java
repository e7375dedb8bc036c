package dev.recollect.agent.compaction;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Reads what is old of a conversation, run by run. Not thread-safe. */
final class OldExchanges {

  private static final int PAGE = 200;
  private static final long UNKNOWN = -1;

  private final RecallMemory recall;
  private final String conversation;
  private final CompactionPolicy policy;
  private final ToIntFunction<List<Message>> tokens;
  private final Bounds bounds;
  private long newest = UNKNOWN;

  /**
   * Where a conversation may be condensed.
   *
   * @param inUse the lowest place that the conversation still needs
   * @param next the place that the next message will have
   * @param looked up to which place others have looked at the messages
   * @param now the time
   */
  record Bounds(long inUse, long next, long looked, Instant now) {

    long end() {
      return Math.min(inUse, next);
    }

    /** Returns whether the exchange before the end cannot go on. */
    boolean closed() {
      return inUse < next;
    }
  }

  OldExchanges(
      RecallMemory recall,
      String conversation,
      CompactionPolicy policy,
      ToIntFunction<List<Message>> tokens,
      Bounds bounds) {
    this.recall = recall;
    this.conversation = conversation;
    this.policy = policy;
    this.tokens = tokens;
    this.bounds = bounds;
  }

  /**
   * Returns the exchanges of the next summary record; empty while too few are old.
   *
   * @param from the place behind the last record
   */
  Optional<List<Exchange>> run(long from) {
    newest = newest == UNKNOWN ? newest(from) : newest;
    Run run = new Run();
    List<RecalledMessage> open = new ArrayList<>();
    for (long start = from; start < bounds.end(); start += PAGE) {
      for (RecalledMessage message : page(start, bounds.end())) {
        if (opens(message) && !open.isEmpty()) {
          if (!run.take(new Exchange(open))) {
            return run.whole();
          }
          open.clear();
        }
        open.add(message);
      }
    }
    if (!open.isEmpty() && bounds.closed()) {
      run.take(new Exchange(open));
    }
    return run.whole();
  }

  private static boolean opens(RecalledMessage message) {
    return message.message().role() == Role.USER;
  }

  private List<RecalledMessage> page(long start, long end) {
    return recall.list(conversation, start, (int) Math.min(PAGE, end - start));
  }

  /** Returns the place at which the newest exchanges begin, which are left as they are. */
  private long newest(long from) {
    int left = policy.newest();
    for (long end = bounds.next(); left > 0 && end > from; end -= PAGE) {
      for (RecalledMessage message : page(Math.max(from, end - PAGE), end).reversed()) {
        left -= opens(message) ? 1 : 0;
        if (left == 0) {
          return message.sequence();
        }
      }
    }
    return left > 0 ? from : bounds.next();
  }

  /** The exchanges of a record that is being put together. */
  private final class Run {
    private final List<Exchange> taken = new ArrayList<>();
    private int size;
    private boolean full;

    /** Returns whether the next one may be offered. */
    boolean take(Exchange exchange) {
      int more =
          tokens.applyAsInt(exchange.messages().stream().map(RecalledMessage::message).toList());
      if (!old(exchange)) {
        return false;
      }
      if (!taken.isEmpty() && size + more > policy.tokens()) {
        full = true;
        return false;
      }
      taken.add(exchange);
      size += more;
      full = taken.size() == policy.most() || size >= policy.tokens();
      return !full;
    }

    private boolean old(Exchange exchange) {
      return exchange.first() < newest
          && exchange.last() <= bounds.looked()
          && policy.age().map(age -> !exchange.end().isAfter(bounds.now().minus(age))).orElse(true);
    }

    Optional<List<Exchange>> whole() {
      return full || taken.size() >= policy.fewest() ? Optional.of(taken) : Optional.empty();
    }
  }
}
