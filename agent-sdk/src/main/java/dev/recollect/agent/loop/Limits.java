package dev.recollect.agent.loop;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;

/**
 * How far a turn may go.
 *
 * @param steps how often the model may answer, from 1
 * @param timeout how long the turn may take, above zero
 * @param waits whether a message waits for the turn under way; otherwise it is refused
 */
public record Limits(int steps, Duration timeout, boolean waits) {

  /** Checks them. */
  public Limits {
    if (steps < 1) {
      throw MemoryException.invalid("step limit is " + steps + "; it must be at least 1");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw MemoryException.invalid("turn timeout is " + timeout + "; it must be above zero");
    }
  }

  /** Returns these limits with another number of steps. */
  public Limits withSteps(int value) {
    return new Limits(value, timeout, waits);
  }

  /** Returns these limits with another timeout. */
  public Limits withTimeout(Duration value) {
    return new Limits(steps, value, waits);
  }

  /** Returns these limits for messages that wait, or do not. */
  public Limits withWaits(boolean value) {
    return new Limits(steps, timeout, value);
  }
}
