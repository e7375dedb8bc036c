package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reads of one collection that need no index. */
final class RecordScanner {

  private static final long PAGE_BYTES = 4L * 1024 * 1024;
  private static final String LISTING = "records";

  private final Database database;
  private final RecordTable table;
  private final Namespaces namespaces;

  RecordScanner(StoreParts store, RecordTable table) {
    this.database = store.database();
    this.namespaces = store.namespaces();
    this.table = table;
  }

  List<MemoryRecord> fetch(Namespace namespace, List<String> ids, Projection projection) {
    Integer ordinal = namespaces.find(namespace);
    if (ordinal == null) {
      return List.of();
    }
    return database.read(session -> {
      List<MemoryRecord> found = new ArrayList<>();
      for (String id : new LinkedHashSet<>(ids)) {
        table.fetch(session, ordinal, namespace, id, projection).ifPresent(found::add);
      }
      return found;
    });
  }

  long count(Set<Namespace> counted, Filter filter) {
    Set<Integer> ordinals = namespaces.known(counted).keySet();
    return database.read(session -> {
      long count = 0;
      for (int ordinal : ordinals) {
        count += table.count(session, ordinal, filter);
      }
      return count;
    });
  }

  /**
   * Walks the namespaces one after the other, each in the order of lot and id: a record that is
   * deleted and written again comes back to the same place, so no walk meets it twice.
   */
  Page<MemoryRecord> scan(ScanRequest request) {
    RecordTable.@Nullable Place from = request.cursor().isStart() ? null : decode(request.cursor());
    Map<Integer, Namespace> left =
        from == null
            ? namespaces.known(request.namespaces())
            : namespaces.known(request.namespaces()).tailMap(from.namespace(), true);
    PageBuilder page = new PageBuilder(request.limit());
    database.read(session -> {
      for (Map.Entry<Integer, Namespace> entry : left.entrySet()) {
        RecordTable.Place after =
            from != null && from.namespace() == entry.getKey()
                ? from
                : new RecordTable.Place(entry.getKey(), -1, "");
        if (page.hasRoom()) {
          table.walk(
              session,
              after,
              entry.getValue(),
              new RecordTable.ScanStep(request.filter(), request.projection(), page.room()),
              page::add);
        }
      }
      return true;
    });
    return page.build();
  }

  private static RecordTable.Place decode(Cursor cursor) {
    String[] parts = cursor.place(LISTING).split(":", 3);
    try {
      return new RecordTable.Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw MemoryException.invalid(
          "'" + cursor.token() + "' is no cursor of this store; pass on the one of the last page");
    }
  }

  private static final class PageBuilder {
    private final int limit;
    private final List<MemoryRecord> items = new ArrayList<>();
    private RecordTable.@Nullable Stored last;
    private long bytes;

    PageBuilder(int limit) {
      this.limit = limit;
    }

    boolean hasRoom() {
      return items.size() < limit && bytes < PAGE_BYTES;
    }

    int room() {
      return limit - items.size();
    }

    boolean add(RecordTable.Stored stored) {
      items.add(stored.record());
      bytes += stored.bytes();
      last = stored;
      return hasRoom();
    }

    Page<MemoryRecord> build() {
      if (hasRoom() || last == null) {
        return Page.last(items);
      }
      MemoryRecord record = last.record();
      return Page.of(
          items, Cursor.of(LISTING, last.namespace() + ":" + record.lot() + ":" + record.id()));
    }
  }
}
