package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.support.CallBatches;
import dev.recollect.memory.api.value.Namespace;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The writes of one collection: committed in SQLite first, noted for the index then. */
final class RecordWriter {

  /** A call within these is one transaction; a larger one is split. */
  private static final int BATCH_RECORDS = 5_000;

  private static final long BATCH_BYTES = 64L * 1024 * 1024;

  private final Database database;
  private final RecordTable table;
  private final Namespaces namespaces;
  private final ChangeFeed feed;
  private final CollectionIndex index;
  private final BackgroundWork background;
  private final AtomicInteger unindexed = new AtomicInteger();

  RecordWriter(StoreParts store, RecordTable table, ChangeFeed feed, CollectionIndex index) {
    this.database = store.database();
    this.namespaces = store.namespaces();
    this.background = store.background();
    this.table = table;
    this.feed = feed;
    this.index = index;
  }

  boolean upsert(List<MemoryRecord> records) {
    CallBatches.ofRecords(records, BATCH_RECORDS, BATCH_BYTES).forEach(this::upsertBatch);
    return true;
  }

  private void upsertBatch(List<MemoryRecord> batch) {
    int[] ordinals =
        batch.stream().mapToInt(record -> namespaces.require(record.namespace())).toArray();
    long last =
        database.write((session, tickets) -> {
          long change = 0;
          for (int position = 0; position < ordinals.length; position++) {
            change = tickets.take(session);
            table.upsert(session, change, ordinals[position], batch.get(position));
          }
          return change;
        });
    changed(last, batch.size());
  }

  /** Changes a record; returns whether there is one. */
  boolean patch(Namespace namespace, String id, Patch patch) {
    Integer ordinal = namespaces.find(namespace);
    if (ordinal == null) {
      return false;
    }
    long change =
        database.write((session, tickets) -> {
          long ticket = tickets.take(session);
          return table.patch(session, ticket, ordinal, namespace, id, patch) ? ticket : 0;
        });
    changed(change, 1);
    return change > 0;
  }

  boolean delete(Namespace namespace, Selection selection) {
    Integer ordinal = namespaces.find(namespace);
    if (ordinal == null) {
      return false;
    }
    int[] gone = new int[1];
    long change =
        database.write((session, tickets) -> {
          long ticket = tickets.take(session);
          switch (selection) {
            case Selection.Ids(List<String> ids) -> {
              for (String id : ids) {
                gone[0] += table.delete(session, ticket, ordinal, id);
              }
            }
            case Selection.Matching matching ->
                gone[0] = table.deleteMatching(session, ticket, ordinal, matching.filter());
          }
          return gone[0] > 0 ? ticket : 0;
        });
    changed(change, gone[0]);
    background.offer(database.reclaiming());
    return true;
  }

  private void changed(long change, int records) {
    feed.acknowledge(change);
    if (index.needsWork(unindexed.addAndGet(records))) {
      unindexed.set(0);
      background.offer(index.working());
    }
  }
}
