package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The reads of one collection that rank nothing. */
final class RecordReader {

  private static final String LISTING = "records";

  private static final long PAGE_BYTES = 4L * 1024 * 1024;

  private final Calls calls;
  private final CollectionTables tables;

  RecordReader(Calls calls, CollectionTables tables) {
    this.calls = calls;
    this.tables = tables;
  }

  List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
    if (distinct.isEmpty()) {
      return List.of();
    }
    RecordRow row = new RecordRow(tables.spec(), projection);
    Sql sql =
        Sql.of(
            "SELECT "
                + row.columns()
                + " FROM unnest(?::int[], ?::text[]) WITH ORDINALITY AS w(lot, id, place) JOIN "
                + tables.records()
                + " r ON r.namespace = ? AND r.lot = w.lot AND r.id = w.id ORDER BY w.place",
            RecordWriter.lots(distinct),
            distinct.toArray(String[]::new),
            namespace.key());
    return calls.read(options, session -> session.list(found -> row.read(found, namespace), sql));
  }

  long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    Sql sql =
        Sql.of(
                "SELECT count(*) FROM "
                    + tables.records()
                    + " WHERE namespace = ANY(?::text[]) AND ",
                (Object) keys(namespaces))
            .add(SqlFilter.of(filter));
    return calls.read(options, session -> session.list(row -> row.getLong(1), sql).getFirst());
  }

  static String[] keys(Set<Namespace> namespaces) {
    return namespaces.stream().map(Namespace::key).toArray(String[]::new);
  }

  /** Where a walk stands: everything up to this record of this namespace has been seen. */
  private record Place(Namespace namespace, long lot, String id) {

    static Place before(Namespace namespace) {
      return new Place(namespace, -1, "");
    }

    static Place decode(Cursor cursor) {
      try {
        String[] parts = cursor.place(LISTING).split(":", 3);
        int length = Integer.parseInt(parts[0]);
        Namespace namespace = Namespace.parse(parts[2].substring(0, length));
        return new Place(
            namespace,
            Integer.parseInt(parts[1]),
            MemoryRecord.requireId(parts[2].substring(length)));
      } catch (MemoryException | IndexOutOfBoundsException | NumberFormatException e) {
        throw MemoryException.invalid(
            "'" + cursor.token() + "' is no cursor of this store; pass on that of the last page");
      }
    }

    Cursor encode() {
      String key = namespace.key();
      return Cursor.of(LISTING, key.length() + ":" + lot + ":" + key + id);
    }
  }

  private record Seen(MemoryRecord record, long bytes) {}

  /**
   * Walks the namespaces one after the other, each in the order of lot and id: a record that is
   * deleted and written again comes back to the same place, so no walk meets it twice.
   */
  Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    List<Namespace> order = request.namespaces().stream().sorted().toList();
    Place from =
        request.cursor().isStart()
            ? Place.before(order.getFirst())
            : Place.decode(request.cursor());
    List<MemoryRecord> items = new ArrayList<>();
    long bytes = 0;
    for (Namespace namespace : order) {
      if (namespace.compareTo(from.namespace()) < 0) {
        continue;
      }
      Place after = namespace.equals(from.namespace()) ? from : Place.before(namespace);
      for (Seen seen : walk(request, after, request.limit() - items.size(), options)) {
        items.add(seen.record());
        bytes += seen.bytes();
      }
      if (items.size() == request.limit() || bytes >= PAGE_BYTES) {
        MemoryRecord last = items.getLast();
        return Page.of(items, new Place(last.namespace(), last.lot(), last.id()).encode());
      }
    }
    return Page.last(items);
  }

  /** Reads on while there is room on the page; the last record may stand over its edge. */
  private List<Seen> walk(ScanRequest request, Place after, int limit, CallOptions options) {
    RecordRow row = new RecordRow(tables.spec(), request.projection());
    Sql sql =
        Sql.of(
                "SELECT * FROM (SELECT "
                    + row.columns()
                    + ", sum("
                    + row.size()
                    + ") OVER (ORDER BY r.lot, r.id ROWS UNBOUNDED PRECEDING) AS upto, "
                    + row.size()
                    + " AS bytes, r.lot FROM "
                    + tables.records()
                    + " r WHERE r.namespace = ? AND (r.lot, r.id) > (?, ?) AND ",
                after.namespace().key(),
                (int) after.lot(),
                after.id())
            .add(SqlFilter.of(request.filter()))
            .add(
                " ORDER BY r.lot, r.id LIMIT ?) page WHERE upto - bytes < ? ORDER BY lot, id",
                limit,
                PAGE_BYTES);
    return calls.read(
        options, session -> session.list(found -> seen(row, found, after.namespace()), sql));
  }

  private static Seen seen(RecordRow row, ResultSet found, Namespace namespace)
      throws SQLException {
    return new Seen(row.read(found, namespace), found.getLong("bytes"));
  }
}
