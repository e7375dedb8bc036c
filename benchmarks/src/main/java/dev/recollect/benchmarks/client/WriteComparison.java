package dev.recollect.benchmarks.client;

import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.benchmarks.synthetic.Timings;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times one upsert of many records by the backend beside the plain client, which writes the same
 * records in batches of several sizes; each writer into a collection of its own, in turn.
 */
final class WriteComparison {

  private static final int DIMENSION = 384;
  private static final int ROUNDS = 5;
  private static final List<Integer> BATCHES = List.of(200, 500, 1_000);

  private final MeasuredStore store;
  private final PrintStream out;
  private final int rows;
  private final SyntheticPassages passages = new SyntheticPassages(DIMENSION, 5);
  private final Namespace tenant = SyntheticPassages.tenant(0);
  private int written;

  WriteComparison(MeasuredStore store, PrintStream out, int rows) {
    this.store = store;
    this.out = out;
    this.rows = rows;
  }

  void run() throws Exception {
    Timings ours = new Timings();
    Map<Integer, Timings> plain = new TreeMap<>();
    try (Backend backend = store.open();
        PlainClient client = store.client()) {
      RecordCollection collection = backend.openCollection(passages.spec("ours"));
      BATCHES.forEach(batch -> backend.openCollection(passages.spec(name(batch))));
      for (int round = -1; round < ROUNDS; round++) {
        round(
            collection,
            client,
            round < 0 ? new Timings() : ours,
            round < 0 ? new TreeMap<>() : plain);
      }
      backend.dropCollection("ours");
      BATCHES.forEach(batch -> backend.dropCollection(name(batch)));
    }
    print(ours, plain);
  }

  private static String name(int batch) {
    return "plain_" + batch;
  }

  /** Whoever begins has no advantage in the end: the order changes from round to round. */
  private void round(
      RecordCollection collection, PlainClient client, Timings ours, Map<Integer, Timings> plain)
      throws Exception {
    List<MemoryRecord> records = passages.records(tenant, written, rows);
    written += rows;
    List<Integer> batches = new ArrayList<>(BATCHES);
    Collections.rotate(batches, written / rows);
    boolean first = written / rows % 2 == 0;
    if (first) {
      ours.time(() -> collection.upsert(records, CallOptions.none()));
    }
    for (int batch : batches) {
      plain
          .computeIfAbsent(batch, size -> new Timings())
          .time(() -> client.upsert(name(batch), records, batch));
    }
    if (!first) {
      ours.time(() -> collection.upsert(records, CallOptions.none()));
    }
  }

  private void print(Timings ours, Map<Integer, Timings> plain) {
    Map.Entry<Integer, Timings> best =
        Collections.min(
            plain.entrySet(),
            Map.Entry.comparingByValue(Comparator.comparingDouble(Timings::seconds)));
    double fastest = best.getValue().seconds();
    out.printf(
        Locale.ROOT,
        "bulk upsert, %,d rows x %d: rows per second of this / plain client in its best batches,"
            + " of %,d, %.2f (plain client %.0f rows/s)%n",
        ROUNDS * rows,
        DIMENSION,
        best.getKey(),
        fastest / ours.seconds(),
        ROUNDS * rows / fastest);
  }
}
