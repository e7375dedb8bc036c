package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.error.ErrorKind;
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

  private static final String LISTING = "records";

  static Place of(MemoryRecord record) {
    return new Place(record.namespace(), record.id());
  }

  static Place decode(Cursor cursor) {
    String place = cursor.place(LISTING);
    if (cursor.isStart()) {
      return new Place(null, "");
    }
    // Namespace keys may contain any character but U+0000, hence this separator.
    int split = place.indexOf('\0');
    try {
      return new Place(Namespace.parse(place.substring(0, split)), place.substring(split + 1));
    } catch (MemoryException | IndexOutOfBoundsException e) {
      throw new MemoryException(
          ErrorKind.INVALID, "the cursor is not one that a page of this store returned", e);
    }
  }

  Cursor encode() {
    return Cursor.of(LISTING, namespace + "\0" + id);
  }

  Collection<MemoryRecord> after(Namespace other, TreeMap<String, MemoryRecord> records) {
    int order = namespace == null ? 1 : other.compareTo(namespace);
    if (order < 0) {
      return List.of();
    }
    return order > 0 ? records.values() : records.tailMap(id, false).values();
  }
}
