package dev.recollect.memory.api.value;

import java.nio.charset.StandardCharsets;

/**
 * A hash of a record's id, evenly spread over 0 (inclusive) to {@link #BOUND} (exclusive), so that
 * a range of it draws a random sample that is the same in every store.
 *
 * <p>FNV-1a of 64 bits over the UTF-8 bytes, finished with the mixer of MurmurHash3; the upper 31
 * bits are kept. Part of the storage format: it never changes.
 */
public final class Lot {

  /** One more than the largest lot: 2^31. */
  public static final long BOUND = 1L << 31;

  private Lot() {}

  /** Returns the lot of a record id. */
  public static long of(String id) {
    long hash = 0xcbf29ce484222325L;
    for (byte value : id.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (value & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (hash ^ (hash >>> 33)) >>> 33;
  }
}
