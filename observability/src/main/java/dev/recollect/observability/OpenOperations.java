package dev.recollect.observability;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has begun and not ended, by id, at most {@value #MOST}: whoever is never told of an end does
 * not grow for ever. Thread-safe.
 */
final class OpenOperations<T> {

  static final int MOST = 10_000;

  private final LinkedHashMap<String, T> open = new LinkedHashMap<>();

  /** Adds one; returns the eldest if there is no room for it any more. */
  synchronized @Nullable T add(String id, T value) {
    open.put(id, value);
    return open.size() > MOST ? open.pollFirstEntry().getValue() : null;
  }

  synchronized @Nullable T find(String id) {
    return open.get(id);
  }

  synchronized @Nullable T remove(String id) {
    return open.remove(id);
  }

  synchronized int size() {
    return open.size();
  }
}
