package dev.recollect.agent.compaction;

import dev.recollect.agent.context.ExchangeSummaries;
import dev.recollect.agent.loop.Place;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.claim.Holder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Compacts one conversation of an agent. Thread-safe: of several threads each waits for the others;
 * of several objects or processes one compacts and the others get CONFLICT. Turns run beside it,
 * but for the moments in which messages are removed.
 *
 * <p>What it has done is durable: one that was stopped at any point, by a failure or a crash, is
 * gone on with by the next one, and loses and doubles nothing.
 */
public final class Compactor {

  private static final System.Logger LOG = System.getLogger(Compactor.class.getName());

  private final Place place;
  private final Holder holder;
  private final CompactionTools tools;
  private final ReentrantLock working = new ReentrantLock();

  /**
   * Creates the compactor of a conversation.
   *
   * @param zone in which summary records tell days
   * @param summaries writes the summaries
   * @param holder the agent object
   * @param guard keeps turns of the conversation away
   * @param looked tells up to which place all else that reads the messages has done so
   */
  public Compactor(
      Place place,
      ZoneId zone,
      ExchangeSummaries summaries,
      Holder holder,
      ConversationGuard guard,
      LongSupplier looked) {
    this.place = place;
    this.holder = holder;
    this.tools = CompactionTools.of(place, zone, summaries, guard, looked);
  }

  /**
   * Condenses what is old by a policy, and removes what it says, also of what was condensed before.
   *
   * @throws MemoryException INVALID for a policy that is off, CONFLICT while another object or
   *     process compacts the conversation, DEADLINE, CANCELLED, or what the stores throw; what is
   *     done until then stays done, and the next call goes on from there
   */
  public CompactionResult compact(CompactionPolicy policy, CallOptions options) {
    if (!policy.on()) {
      throw MemoryException.invalid(
          "the policy is off; say with CompactionPolicy.builder() which exchanges are old");
    }
    take(options);
    try {
      return run(policy, options);
    } finally {
      working.unlock();
    }
  }

  private void take(CallOptions options) {
    long most = options.remaining().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    try {
      if (!working.tryLock(most, TimeUnit.NANOSECONDS)) {
        throw new MemoryException(
            ErrorKind.DEADLINE, "the deadline passed while another compaction was running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED, "interrupted while another compaction was running", e);
    }
  }

  private CompactionResult run(CompactionPolicy policy, CallOptions options) {
    options.check();
    Ledger ledger = new Ledger(place.memory(), place.owner(), place.conversation());
    if (!tools.anythingToDo(ledger.mark().value(), policy, options)) {
      return CompactionResult.NOTHING;
    }
    boolean exclusive = place.memory().exclusiveState();
    try (HeldLedger held = HeldLedger.take(ledger, holder, place.memory().clock(), exclusive)) {
      return new CompactionRun(tools, held, policy, options).run();
    }
  }

  /**
   * Condenses what is old by now, unless a compaction is under way; to be called when a turn is
   * settled and in recall memory. Never throws: what fails is logged and done after the next turn.
   */
  public void afterTurn(CompactionPolicy policy) {
    if (!policy.on() || !working.tryLock()) {
      return;
    }
    try {
      run(policy, CallOptions.within(policy.timeout()));
    } catch (RuntimeException e) {
      LOG.log(
          expected(e) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
          "old exchanges are not all condensed for now, the next turn goes on: {0}",
          e.getMessage());
    } finally {
      working.unlock();
    }
  }

  private static boolean expected(RuntimeException e) {
    return e instanceof MemoryException known
        && (known.kind() == ErrorKind.DEADLINE || known.kind() == ErrorKind.CONFLICT);
  }
}
