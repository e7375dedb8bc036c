package dev.recollect.agent.loop;

import dev.recollect.agent.forget.ForgetPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Applies a policy to forget after turns, no more often than it says. Thread-safe. */
final class PolicyRounds {

  private static final System.Logger LOG = System.getLogger(PolicyRounds.class.getName());

  private final ForgetPolicy policy;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Instant> last = new AtomicReference<>();

  PolicyRounds(ForgetPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /** Applies the policy if it is time; a failure is logged and costs nothing. */
  void afterTurn(Consumer<ForgetPolicy> forget) {
    if (!due()) {
      return;
    }
    try {
      forget.accept(policy);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "not all was forgotten that the policy says; the next round tries again: {0}",
          e.getMessage());
    }
  }

  private boolean due() {
    if (policy.interval().isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Instant before = last.get();
    boolean early = before != null && now.isBefore(before.plus(policy.interval().orElseThrow()));
    return !early && last.compareAndSet(before, now);
  }
}
