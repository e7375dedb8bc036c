package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan stands: behind a record, in the order of namespaces and then ids.
 *
 * @param namespace namespace of the record, or null at the start
 * @param id id of the record
 */
record Place(@Nullable Namespace namespace, String id) {

  static Place of(MemoryRecord record) {
    return new Place(record.namespace(), record.id());
  }

  static Place decode(Cursor cursor) {
    if (cursor.isStart()) {
      return new Place(null, "");
    }
    // Namespace keys may contain any character but U+0000, hence this separator.
    int split = cursor.token().indexOf('\0');
    if (split < 0) {
      throw MemoryException.invalid("the cursor is not one that a page of this store returned");
    }
    return new Place(
        Namespace.parse(cursor.token().substring(0, split)), cursor.token().substring(split + 1));
  }

  Cursor encode() {
    return new Cursor(namespace + "\0" + id);
  }

  Collection<MemoryRecord> after(Namespace other, TreeMap<String, MemoryRecord> records) {
    int order = namespace == null ? 1 : other.compareTo(namespace);
    if (order < 0) {
      return List.of();
    }
    return order > 0 ? records.values() : records.tailMap(id, false).values();
  }
}
