package dev.recollect.memory.core.internal;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562): 48 bits of milliseconds since 1970, then 74 random bits, so
 * that ids made later sort later, by the millisecond. Thread-safe.
 */
public final class TimeOrderedIds {

  private static final long TIME_MASK = 0xFFFF_FFFF_FFFFL;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Creates a maker of ids that takes the time from a clock. */
  public TimeOrderedIds(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns a new id, 36 characters. */
  public String next() {
    long time = (clock.millis() & TIME_MASK) << 16;
    long high = time | VERSION_7 | (random.nextLong() & 0xFFFL);
    long low = VARIANT | (random.nextLong() >>> 2);
    return new UUID(high, low).toString();
  }
}
