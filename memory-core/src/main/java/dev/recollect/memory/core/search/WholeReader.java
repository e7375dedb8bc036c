package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads texts with all their parts: one fetch, and a second one if any has more than one part.
 * Thread-safe.
 *
 * <p>A text whose parts are not all there, or not of the same writing, because somebody is writing
 * it or a write failed half way, counts as absent.
 */
public final class WholeReader {

  private final RecordCollection collection;

  /** Creates a reader of a collection. */
  public WholeReader(RecordCollection collection) {
    this.collection = collection;
  }

  /** Returns the texts that exist, by id, in the order asked for. */
  public Map<String, WholeRecord> read(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return complete(
        namespace, collection.fetch(namespace, ids, projection, options), projection, options);
  }

  /** Returns the texts that exist, of several namespaces, in no particular order. */
  Map<WholeId, WholeRecord> read(List<WholeId> ids, Projection projection, CallOptions options) {
    Map<Namespace, List<String>> byNamespace = new LinkedHashMap<>();
    ids.forEach(
        id -> byNamespace.computeIfAbsent(id.namespace(), n -> new ArrayList<>()).add(id.parent()));
    Map<WholeId, WholeRecord> wholes = new HashMap<>();
    byNamespace.forEach((namespace, some) ->
        read(namespace, some, projection, options)
            .forEach((id, whole) -> wholes.put(new WholeId(namespace, id), whole)));
    return wholes;
  }

  /** Returns the texts of which the first parts are given, by id, in the same order. */
  public Map<String, WholeRecord> complete(
      Namespace namespace, List<MemoryRecord> firsts, Projection projection, CallOptions options) {
    List<String> further =
        firsts.stream().flatMap(f -> WholeRecord.furtherIds(f).stream()).toList();
    Map<String, MemoryRecord> parts = new HashMap<>();
    if (!further.isEmpty()) {
      collection
          .fetch(namespace, further, projection, options)
          .forEach(part -> parts.put(part.id(), part));
    }
    Map<String, WholeRecord> wholes = new LinkedHashMap<>();
    for (MemoryRecord first : firsts) {
      join(first, parts).ifPresent(whole -> wholes.put(first.id(), whole));
    }
    return wholes;
  }

  private static Optional<WholeRecord> join(MemoryRecord first, Map<String, MemoryRecord> parts) {
    List<MemoryRecord> joined = new ArrayList<>();
    joined.add(first);
    for (String id : WholeRecord.furtherIds(first)) {
      MemoryRecord part = parts.get(id);
      if (part == null || !part.recordedAt().equals(first.recordedAt())) {
        return Optional.empty();
      }
      joined.add(part);
    }
    return first.part() == 0 ? Optional.of(new WholeRecord(joined)) : Optional.empty();
  }
}
