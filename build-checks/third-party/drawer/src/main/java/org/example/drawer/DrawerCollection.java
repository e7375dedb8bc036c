package org.example.drawer;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.exact.ExactRanking;
import dev.recollect.memory.api.spi.exact.FilterMatcher;
import dev.recollect.memory.api.spi.support.StoreErrors;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One collection of a drawer, of checked arguments; each call is one transaction. */
final class DrawerCollection implements RecordCollection {

  private static final String LISTING = "records";

  private final Drawer drawer;
  private final IoExecutor io;
  private final CollectionSpec spec;
  private final String name;

  DrawerCollection(Drawer drawer, IoExecutor io, CollectionSpec spec) {
    this.drawer = drawer;
    this.io = io;
    this.spec = spec;
    this.name = spec.name();
  }

  // tag::calls[]
  private <T> T read(CallOptions options, Drawer.Work<T> work) {
    return io.read(options, () -> drawer.transaction(() -> ifPresent(work)));
  }

  private <T> T write(CallOptions options, Drawer.Work<T> work) {
    return io.write(options, () -> drawer.transaction(() -> ifPresent(work)));
  }

  /** Another process may have dropped the collection. */
  private <T> T ifPresent(Drawer.Work<T> work) throws SQLException {
    if (DrawerBackend.find(drawer, name).isEmpty()) {
      throw StoreErrors.dropped(name);
    }
    return work.run();
  }

  // end::calls[]

  @Override
  public CollectionSpec spec() {
    return spec;
  }

  // tag::upsert[]
  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    write(
        options,
        () -> {
          for (MemoryRecord record : records) {
            put(record);
          }
          return true;
        });
  }

  private void put(MemoryRecord record) throws SQLException {
    drawer.update(
        "INSERT INTO record (collection, namespace, id, content) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (collection, namespace, id) DO UPDATE SET content = excluded.content",
        name,
        record.namespace().key(),
        record.id(),
        RecordBytes.write(record));
  }

  // end::upsert[]

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    write(
        options,
        () -> {
          MemoryRecord present =
              find(namespace, id).orElseThrow(() -> StoreErrors.noRecord(namespace, id));
          put(patch.applyTo(present));
          return true;
        });
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    write(
        options,
        () -> {
          List<String> ids =
              switch (selection) {
                case Selection.Ids(List<String> given) -> given;
                case Selection.Matching(Filter filter) ->
                    matching(Set.of(namespace), filter, 0).stream()
                        .map(found -> found.record().id())
                        .toList();
              };
          for (String id : ids) {
            drawer.update(
                "DELETE FROM record WHERE collection = ? AND namespace = ? AND id = ?",
                name,
                namespace.key(),
                id);
          }
          return true;
        });
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    Set<String> distinct = new LinkedHashSet<>(ids);
    return read(
        options,
        () -> {
          List<MemoryRecord> found = new ArrayList<>();
          for (String id : distinct) {
            find(namespace, id).map(projection::applyTo).ifPresent(found::add);
          }
          return found;
        });
  }

  private Optional<MemoryRecord> find(Namespace namespace, String id) throws SQLException {
    return drawer
        .query(
            row -> RecordBytes.read(namespace, id, row.getBytes(1)),
            "SELECT content FROM record WHERE collection = ? AND namespace = ? AND id = ?",
            name,
            namespace.key(),
            id)
        .stream()
        .findFirst();
  }

  // tag::search[]
  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    return read(
        options,
        () -> {
          List<MemoryRecord> records =
              matching(request.namespaces(), request.filter(), 0).stream()
                  .map(Numbered::record)
                  .toList();
          return request.legs().stream()
              .map(leg -> ExactRanking.best(leg, records, options))
              .toList();
        });
  }

  /** A record and its number, which it keeps when it is overwritten. */
  private record Numbered(long number, MemoryRecord record) {}

  /** Returns the records of namespaces that pass a filter, behind a number, by number. */
  private List<Numbered> matching(Set<Namespace> namespaces, Filter filter, long behind)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(name, behind));
    namespaces.forEach(namespace -> values.add(namespace.key()));
    return drawer
        .query(
            DrawerCollection::numbered,
            "SELECT number, namespace, id, content FROM record"
                + " WHERE collection = ? AND number > ? AND namespace IN ("
                + String.join(", ", Collections.nCopies(namespaces.size(), "?"))
                + ") ORDER BY number",
            values.toArray())
        .stream()
        .filter(found -> FilterMatcher.of(filter).test(found.record()))
        .toList();
  }

  // end::search[]

  private static Numbered numbered(ResultSet row) throws SQLException {
    Namespace namespace = Namespace.parse(row.getString(2));
    return new Numbered(
        row.getLong(1), RecordBytes.read(namespace, row.getString(3), row.getBytes(4)));
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return read(options, () -> (long) matching(namespaces, filter, 0).size());
  }

  // tag::scan[]
  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    long behind = number(request.cursor());
    return read(
        options,
        () -> {
          List<Numbered> rest = matching(request.namespaces(), request.filter(), behind);
          List<MemoryRecord> page =
              rest.stream()
                  .limit(request.limit())
                  .map(found -> request.projection().applyTo(found.record()))
                  .toList();
          return rest.size() > page.size()
              ? Page.of(page, Cursor.of(LISTING, "" + rest.get(page.size() - 1).number()))
              : Page.last(page);
        });
  }

  private static long number(Cursor cursor) {
    try {
      return cursor.isStart() ? 0 : Long.parseLong(cursor.place(LISTING));
    } catch (NumberFormatException e) {
      throw MemoryException.invalid("the cursor is not one that a page of this store returned");
    }
  }
  // end::scan[]
}
