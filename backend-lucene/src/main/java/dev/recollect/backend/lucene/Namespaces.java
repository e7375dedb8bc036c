package dev.recollect.backend.lucene;

import dev.recollect.memory.api.value.Namespace;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The ordinals of the namespaces of a store, given at their first write and kept. Thread-safe. */
final class Namespaces {

  private static final int CACHED = 10_000;

  private final Database database;
  private final Map<Namespace, Integer> cache = new ConcurrentHashMap<>();

  Namespaces(Database database) {
    this.database = database;
  }

  /** Returns the ordinals of those namespaces that have ever been written to, ascending. */
  NavigableMap<Integer, Namespace> known(Set<Namespace> namespaces) {
    NavigableMap<Integer, Namespace> known = new TreeMap<>();
    for (Namespace namespace : namespaces) {
      Integer ordinal = find(namespace);
      if (ordinal != null) {
        known.put(ordinal, namespace);
      }
    }
    return known;
  }

  /** Returns the ordinal, or null if nobody has written to the namespace. */
  @Nullable Integer find(Namespace namespace) {
    Integer cached = cache.get(namespace);
    if (cached != null) {
      return cached;
    }
    Optional<Integer> stored =
        database.read(session ->
            session.first(
                row -> row.getInt(1),
                "SELECT ordinal FROM namespace WHERE key = ?",
                namespace.key()));
    stored.ifPresent(ordinal -> remember(namespace, ordinal));
    return stored.orElse(null);
  }

  /** Returns the ordinal, giving the namespace one if it has none. */
  int require(Namespace namespace) {
    Integer known = find(namespace);
    return known != null ? known : create(namespace);
  }

  private int create(Namespace namespace) {
    int ordinal =
        database.write((session, tickets) -> {
          session.update("INSERT OR IGNORE INTO namespace(key) VALUES (?)", namespace.key());
          return (int)
              session.number(0, "SELECT ordinal FROM namespace WHERE key = ?", namespace.key());
        });
    remember(namespace, ordinal);
    return ordinal;
  }

  private void remember(Namespace namespace, int ordinal) {
    if (cache.size() >= CACHED) {
      cache.clear();
    }
    cache.put(namespace, ordinal);
  }
}
