package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads records of several namespaces by id, in one fetch for each namespace. */
final class StoredRecords {

  private StoredRecords() {}

  /** Returns the records that exist. */
  static List<MemoryRecord> fetch(
      RecordCollection collection,
      Collection<WholeId> ids,
      Projection projection,
      CallOptions options) {
    Map<Namespace, Set<String>> byNamespace = new LinkedHashMap<>();
    ids.forEach(id ->
        byNamespace.computeIfAbsent(id.namespace(), n -> new LinkedHashSet<>()).add(id.parent()));
    List<MemoryRecord> records = new ArrayList<>();
    byNamespace.forEach((namespace, some) ->
        records.addAll(collection.fetch(namespace, List.copyOf(some), projection, options)));
    return records;
  }
}
