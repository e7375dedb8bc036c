package dev.recollect.agent.loop;

import dev.recollect.agent.state.Head;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Until when the clock wakes nobody: what the model asks for waits for the next commit.
 * Thread-safe.
 */
public final class HeartbeatPause {

  private final InstantSource clock;
  private @Nullable Instant until;

  /** Creates a pause that is over. */
  public HeartbeatPause(InstantSource clock) {
    this.clock = clock;
  }

  /** Pauses from now on; 0 ends a pause. */
  public synchronized void minutes(int minutes) {
    until = clock.instant().plus(Duration.ofMinutes(minutes));
  }

  /** Takes what is stored. */
  synchronized void load(Head head) {
    until = head.pausedUntil() == null ? null : Instant.parse(head.pausedUntil());
  }

  synchronized Head into(Head head) {
    return head.withPausedUntil(until == null ? null : until.toString());
  }

  /** Returns whether the clock wakes nobody now. */
  synchronized boolean on() {
    return until != null && clock.instant().isBefore(until);
  }
}
