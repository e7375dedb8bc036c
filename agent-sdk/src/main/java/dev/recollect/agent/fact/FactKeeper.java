package dev.recollect.agent.fact;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.TenantMemory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Extracts and files the facts of a conversation after its turns. Thread-safe.
 *
 * <p>How far it has come is a mark in the state store, the sequence of the last message that was
 * looked at; it looks at what recall memory holds above it. A failure is logged, costs no turn, and
 * is tried again after the next one. Passages have ids computed from the message, so a crash
 * between filing and the mark loses and doubles nothing.
 */
public final class FactKeeper {

  private static final System.Logger LOG = System.getLogger(FactKeeper.class.getName());
  private static final Duration STATE_TIMEOUT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 100;
  private static final int BEFORE = 4;

  /** A message whose facts cannot be found so often is passed over. */
  private static final int TRIES = 3;

  private final FactExtractor extractor;
  private final FactPolicy policy;
  private final FactArchive archive;
  private final RecallMemory recall;
  private final StateStore state;
  private final String key;
  private final String nextKey;
  private final String conversation;
  private final ReentrantLock working = new ReentrantLock();
  private long failedAt;
  private int failures;

  private FactKeeper(
      FactExtractor extractor,
      FactPolicy policy,
      TenantMemory memory,
      Owner owner,
      String conversation) {
    this.extractor = extractor;
    this.policy = policy;
    this.archive = FactArchive.of(memory.ownArchival(owner.name()));
    this.recall = memory.recall(owner.name());
    this.state = memory.state();
    this.key = key(memory, owner, conversation);
    this.nextKey = memory.sequences().nextKey(owner, conversation);
    this.conversation = conversation;
  }

  private static String key(TenantMemory memory, Owner owner, String conversation) {
    String escaped = conversation.replace("%", "%25").replace("/", "%2F");
    return memory.servedPrefix(owner) + "facts/" + escaped;
  }

  /**
   * Returns the keeper of a conversation's facts, which begins with what is said from now on.
   *
   * @param extractor finds the facts
   * @param policy says what is done with them
   * @param owner the agent
   */
  public static FactKeeper open(
      FactExtractor extractor,
      FactPolicy policy,
      TenantMemory memory,
      Owner owner,
      String conversation) {
    FactKeeper keeper = new FactKeeper(extractor, policy, memory, owner, conversation);
    keeper.begin();
    return keeper;
  }

  private void begin() {
    CallOptions options = CallOptions.within(STATE_TIMEOUT);
    if (state.get(key, options).isEmpty()) {
      long next = state.get(nextKey, options).map(FactKeeper::number).orElse(1L);
      move(Optional.empty(), next - 1, options);
    }
  }

  /**
   * Extracts the facts of what was said since the last time; to be called when a turn is settled
   * and in recall memory. Never throws; of several threads each waits for the others.
   */
  public void afterTurn() {
    working.lock();
    try {
      catchUp(CallOptions.within(policy.timeout()));
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "facts of the latest messages are missing for now, the next turn tries again: {0}",
          e.getMessage());
    } finally {
      working.unlock();
    }
  }

  private void catchUp(CallOptions options) {
    Optional<StateEntry> entry = state.get(key, options);
    long mark = entry.map(FactKeeper::number).orElse(0L);
    long from = Math.max(1, mark + 1 - BEFORE);
    List<RecalledMessage> said = recall.list(conversation, from, AT_ONCE);
    long reached = mark;
    try {
      for (int i = 0; i < said.size(); i++) {
        if (said.get(i).sequence() > mark) {
          keep(said.get(i), said.subList(Math.max(0, i - BEFORE), i), options);
          reached = said.get(i).sequence();
        }
      }
    } finally {
      if (reached > mark) {
        move(entry, reached, CallOptions.within(STATE_TIMEOUT));
      }
    }
  }

  private void keep(RecalledMessage message, List<RecalledMessage> before, CallOptions options) {
    if (!policy.roles().contains(message.message().role())) {
      return;
    }
    try {
      file(message, extractor.extract(message, before, options), options);
    } catch (RuntimeException e) {
      failures = failedAt == message.sequence() ? failures + 1 : 1;
      failedAt = message.sequence();
      boolean later = !(e instanceof MemoryException known) || known.retryable();
      if (later && failures < TRIES) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "the facts of message {0} are left out: {1}",
          message.id(),
          e.getMessage());
    }
  }

  private void file(RecalledMessage message, List<Fact> facts, CallOptions options) {
    if (facts.isEmpty()) {
      return;
    }
    FactArchive.Stated stated =
        new FactArchive.Stated(
            new FactSource(conversation, message.sequence()),
            message.text(),
            message.occurredAt(),
            facts.subList(0, Math.min(FactExtractor.FACTS, facts.size())));
    var passages = archive.file(stated, policy.embedded(), options);
    if (policy.superseding()) {
      archive.supersede(passages, options);
    }
  }

  /** Of two processes one moves the mark; the other has filed the same under the same ids. */
  private void move(Optional<StateEntry> from, long to, CallOptions options) {
    long expected = from.map(StateEntry::version).orElse(StateChange.ABSENT);
    try {
      state.commit(List.of(new StateChange.Put(key, Long.toString(to), expected)), options);
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
    }
  }

  /** Returns the sequence up to which messages were looked at. */
  public long reached() {
    return state.get(key, CallOptions.within(STATE_TIMEOUT)).map(FactKeeper::number).orElse(0L);
  }

  private static long number(StateEntry entry) {
    try {
      return Long.parseLong(entry.value());
    } catch (NumberFormatException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT,
          "state key '" + entry.key() + "' should hold a number and holds '" + entry.value() + "'",
          e);
    }
  }
}
