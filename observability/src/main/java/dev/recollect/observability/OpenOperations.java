package dev.recollect.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has begun and not ended, by id, at most {@value #MOST}: whoever is never told of an end does
 * not grow for ever. Thread-safe.
 */
final class OpenOperations<T> {

  static final int MOST = 10_000;

  private final LinkedHashMap<String, T> open = new LinkedHashMap<>();

  /** Adds one; returns those that nobody waits for any more, because there is a newer one. */
  synchronized List<T> add(String id, T value) {
    List<T> gone = new ArrayList<>();
    T same = open.remove(id);
    if (same != null) {
      gone.add(same);
    }
    open.put(id, value);
    if (open.size() > MOST) {
      gone.add(open.pollFirstEntry().getValue());
    }
    return gone;
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
