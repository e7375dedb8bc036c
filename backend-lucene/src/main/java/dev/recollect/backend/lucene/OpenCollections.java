package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.support.StoreErrors;
import dev.recollect.memory.api.value.Cursor;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The collections of a store: creates, opens once, lists and drops them. Thread-safe. */
final class OpenCollections {

  private final Path folder;
  private final StoreParts store;
  private final IoExecutor io;
  private final Gate gate;
  private final ReentrantLock changing = new ReentrantLock();
  private final Map<String, Open> open = new HashMap<>();

  /**
   * Creates the registry.
   *
   * @param folder below which the indexes lie
   */
  OpenCollections(Path folder, StoreParts store, IoExecutor io, Gate gate) {
    this.folder = folder;
    this.store = store;
    this.io = io;
    this.gate = gate;
  }

  private record Open(LuceneCollection collection, CollectionIndex index, Gate gate) {}

  /** A collection as it is stored: its number, which is never given again, and its spec. */
  private record Stored(long number, CollectionSpec spec) {}

  LuceneCollection open(CollectionSpec spec) {
    changing.lock();
    try {
      Stored stored = createOrGrow(spec);
      Open known = open.get(spec.name());
      if (known == null) {
        known = assemble(stored);
        open.put(spec.name(), known);
      }
      known.collection().grow(stored.spec());
      return known.collection();
    } finally {
      changing.unlock();
    }
  }

  private Stored createOrGrow(CollectionSpec spec) {
    Optional<Stored> present = store.database().read(session -> find(session, spec.name()));
    if (present.isEmpty()) {
      return store.database().write((session, tickets) -> create(session, spec));
    }
    Stored found = present.get();
    CollectionSpec merged = spec.mergedInto(found.spec());
    if (!merged.equals(found.spec())) {
      store
          .database()
          .write((session, tickets) ->
              session.update(
                  "UPDATE collection SET spec = ? WHERE number = ?",
                  merged.encode(),
                  found.number()));
    }
    return new Stored(found.number(), merged);
  }

  private static Optional<Stored> find(SqlSession session, String name) throws SQLException {
    return session.first(
        row -> new Stored(row.getLong(1), CollectionSpec.decode(row.getString(2))),
        "SELECT number, spec FROM collection WHERE name = ?",
        name);
  }

  private static Stored create(SqlSession session, CollectionSpec spec) throws SQLException {
    session.update("INSERT INTO collection(name, spec) VALUES (?, ?)", spec.name(), spec.encode());
    long number = session.number(0, "SELECT last_insert_rowid()");
    Schema.createCollection(session, number);
    return new Stored(number, spec);
  }

  private Open assemble(Stored stored) {
    RecordTable table = new RecordTable(stored.number(), stored.spec());
    ChangeFeed feed = new ChangeFeed(store.database(), table);
    CollectionIndex index = new CollectionIndex(files(stored), feed, store.database());
    Gate own = new Gate(() -> StoreErrors.dropped(stored.spec().name()));
    LuceneCollection collection =
        new LuceneCollection(
            stored.spec(),
            new Calls(io, gate, own),
            new RecordWriter(store, table, feed, index),
            new RecordScanner(store, table),
            new IndexSearch(store, index));
    store.background().offer(index.working());
    return new Open(collection, index, own);
  }

  List<CollectionSpec> specs(Cursor cursor) {
    String last = cursor.place("collections");
    return store
        .database()
        .read(session ->
            session.list(
                row -> CollectionSpec.decode(row.getString(1)),
                "SELECT spec FROM collection WHERE name > ? ORDER BY name",
                last));
  }

  void drop(String name) {
    changing.lock();
    try {
      Optional<Stored> present = store.database().read(session -> find(session, name));
      if (present.isEmpty()) {
        return;
      }
      Stored found = present.get();
      Open known = open.remove(name);
      if (known != null) {
        known.gate().shut(known.index()::discard);
      }
      store
          .database()
          .write((session, tickets) -> {
            Schema.dropCollection(session, found.number());
            return true;
          });
      files(found).delete();
      store.background().offer(store.database().reclaiming());
    } finally {
      changing.unlock();
    }
  }

  /** Rewrites the indexes of all collections, those that nobody has opened too. */
  void compact() {
    for (CollectionSpec spec : specs(Cursor.START)) {
      open(spec);
    }
    changing.lock();
    try {
      open.values().forEach(each -> each.index().compact());
    } finally {
      changing.unlock();
    }
  }

  private IndexFiles files(Stored stored) {
    return new IndexFiles(
        folder.resolve(stored.spec().name() + "-" + stored.number()), store.database().storeId());
  }

  void close() {
    changing.lock();
    try {
      @Nullable MemoryException first = null;
      for (Open each : open.values()) {
        try {
          each.index().close();
        } catch (MemoryException e) {
          first = first == null ? e : first;
        }
      }
      open.clear();
      if (first != null) {
        throw first;
      }
    } finally {
      changing.unlock();
    }
  }
}
