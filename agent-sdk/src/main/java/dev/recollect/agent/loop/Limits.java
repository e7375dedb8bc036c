package dev.recollect.agent.loop;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;

/**
 * How far a turn may go.
 *
 * @param steps how often the model may answer, from 1
 * @param timeout how long the turn may take, above zero
 */
public record Limits(int steps, Duration timeout) {

  /** Checks both. */
  public Limits {
    if (steps < 1) {
      throw MemoryException.invalid("step limit is " + steps + "; it must be at least 1");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw MemoryException.invalid("turn timeout is " + timeout + "; it must be above zero");
    }
  }
}
