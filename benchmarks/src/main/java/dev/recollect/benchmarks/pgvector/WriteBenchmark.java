package dev.recollect.benchmarks.pgvector;

import com.pgvector.PGvector;
import com.zaxxer.hikari.HikariDataSource;
import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.benchmarks.synthetic.Timings;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.SparseVector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.postgresql.PGConnection;

/**
 * Times writing: many records by one upsert beside binary COPY of the same rows, and one record by
 * one upsert beside one INSERT and commit; each into a table of its own, with the same columns,
 * triggers and indexes, in turn.
 */
final class WriteBenchmark {

  private static final int DIMENSION = 384;
  private static final int FIRST = 2_000;
  private static final int BATCH = 2_000;
  private static final int BATCHES = 6;
  private static final int SINGLES = 300;
  private static final int WARM_UP = 200;

  private static final String INSERT =
      "INSERT INTO "
          + BenchmarkServer.SCHEMA
          + ".%s("
          + BinaryRows.COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)";

  private final BenchmarkServer server;
  private final PrintStream out;
  private final SyntheticPassages passages = new SyntheticPassages(DIMENSION, 5);
  private final Namespace tenant = SyntheticPassages.tenant(0);
  private int written;

  WriteBenchmark(BenchmarkServer server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  void run() throws Exception {
    try (Backend backend = server.open(Map.of());
        HikariDataSource pool = server.pool()) {
      measure(backend, pool, "with its graph", "indexed");
    }
    try (Backend backend = server.open(Map.of("index", "false"));
        HikariDataSource pool = server.pool()) {
      measure(backend, pool, "without a graph", "bare");
    }
  }

  private void measure(Backend backend, HikariDataSource pool, String what, String name)
      throws Exception {
    RecordCollection collection = backend.openCollection(passages.spec(name + "_ours"));
    backend.openCollection(passages.spec(name + "_twin"));
    String twin = table(name + "_twin");
    bulk(collection, pool, twin, what);
    single(collection, pool, twin, what);
  }

  private String table(String collection) throws SQLException {
    try (HikariDataSource pool = server.pool();
        Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT 'record_' || number FROM "
                    + BenchmarkServer.SCHEMA
                    + ".collection WHERE name = ?")) {
      statement.setString(1, collection);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private void bulk(RecordCollection collection, HikariDataSource pool, String twin, String what)
      throws Exception {
    List<MemoryRecord> first = next(FIRST);
    collection.upsert(first, CallOptions.none());
    copy(pool, twin, first);
    Timings ours = new Timings();
    Timings copied = new Timings();
    for (int batch = 0; batch < BATCHES; batch++) {
      List<MemoryRecord> records = next(BATCH);
      Timings.Work mine = () -> collection.upsert(records, CallOptions.none());
      Timings.Work other = () -> copy(pool, twin, records);
      (batch % 2 == 0 ? ours : copied).time(batch % 2 == 0 ? mine : other);
      (batch % 2 == 0 ? copied : ours).time(batch % 2 == 0 ? other : mine);
    }
    out.printf(
        Locale.ROOT,
        "bulk upsert, %,d rows x %d, table %s: rows per second of this / binary COPY %.2f"
            + " (COPY %.0f rows/s)%n",
        BATCHES * BATCH,
        DIMENSION,
        what,
        copied.seconds() / ours.seconds(),
        BATCHES * BATCH / copied.seconds());
  }

  private List<MemoryRecord> next(int count) {
    written += count;
    return passages.records(tenant, written - count, count);
  }

  private static void copy(HikariDataSource pool, String twin, List<MemoryRecord> records)
      throws SQLException, IOException {
    try (Connection connection = pool.getConnection()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY "
                  + BenchmarkServer.SCHEMA
                  + "."
                  + twin
                  + "("
                  + BinaryRows.COLUMNS
                  + ") FROM STDIN BINARY",
              new ByteArrayInputStream(BinaryRows.of(records)),
              64 * 1024);
    }
  }

  private void single(RecordCollection collection, HikariDataSource pool, String twin, String what)
      throws Exception {
    Timings ours = new Timings();
    Timings inserted = new Timings();
    for (int round = -WARM_UP; round < SINGLES; round++) {
      List<MemoryRecord> record = next(1);
      Timings.Work mine = () -> collection.upsert(record, CallOptions.none());
      Timings.Work other = () -> insert(pool, twin, record.getFirst());
      boolean first = round % 2 == 0;
      Timings early = first ? ours : inserted;
      Timings late = first ? inserted : ours;
      (round < 0 ? new Timings() : early).time(first ? mine : other);
      (round < 0 ? new Timings() : late).time(first ? other : mine);
    }
    out.printf(
        Locale.ROOT,
        "single durable upsert, table %s: this / INSERT and commit p50 %.2f, p90 %.2f"
            + " (INSERT p50 %.2f ms)%n",
        what,
        ours.percentile(50) / inserted.percentile(50),
        ours.percentile(90) / inserted.percentile(90),
        inserted.percentile(50));
  }

  private static void insert(HikariDataSource pool, String twin, MemoryRecord record)
      throws SQLException {
    DenseVector.Values dense =
        (DenseVector.Values) Objects.requireNonNull(record.dense().get(SyntheticPassages.VECTOR));
    SparseVector sparse = Objects.requireNonNull(record.sparse().get(SyntheticPassages.VECTOR));
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT.formatted(twin))) {
      statement.setString(1, record.namespace().key());
      statement.setInt(2, (int) record.lot());
      statement.setString(3, record.id());
      statement.setLong(4, BinaryRows.space(record.namespace()));
      statement.setString(5, record.parent());
      statement.setInt(6, record.part());
      statement.setObject(7, null);
      statement.setObject(8, record.occurredAt().atOffset(ZoneOffset.UTC));
      statement.setObject(9, record.recordedAt().atOffset(ZoneOffset.UTC));
      statement.setObject(10, null);
      statement.setObject(11, null);
      statement.setString(12, BinaryRows.payload(record));
      statement.setString(13, record.text());
      statement.setObject(14, new PGvector(dense.toArray()));
      statement.setObject(15, sparse.terms());
      statement.setObject(16, sparse.weights());
      statement.executeUpdate();
    }
  }
}
