package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Lot;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.SparseVector;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The writes of one collection. */
final class RecordWriter {

  private static final List<String> PLAIN =
      List.of(
          "namespace",
          "lot",
          "id",
          "space",
          "parent",
          "part",
          "sequence",
          "occurred_at",
          "recorded_at",
          "valid_from",
          "valid_to",
          "payload",
          "text");

  private static final int IDENTITY = 3;

  private final Calls calls;
  private final CollectionTables tables;
  private final DenseSyntax syntax;
  private final NamespaceSizes sizes;
  private final String insert;
  private final String plain;
  private final String update;

  RecordWriter(Calls calls, CollectionTables tables, DenseSyntax syntax, NamespaceSizes sizes) {
    this.calls = calls;
    this.tables = tables;
    this.syntax = syntax;
    this.sizes = sizes;
    List<String> columns = columns(tables.spec());
    this.insert =
        "INSERT INTO " + tables.records() + "(" + String.join(", ", columns) + ") VALUES ";
    this.plain =
        PLAIN.stream()
            .map(column -> column.equals("payload") ? "?::jsonb" : "?")
            .collect(Collectors.joining(", "));
    this.update =
        " ON CONFLICT (namespace, lot, id) DO UPDATE SET "
            + String.join(
                ", ",
                columns.subList(IDENTITY, columns.size()).stream()
                    .map(column -> column + " = excluded." + column)
                    .toList());
  }

  private static List<String> columns(CollectionSpec spec) {
    List<String> columns = new ArrayList<>(PLAIN);
    spec.denseVectors().keySet().forEach(name -> columns.add(Columns.dense(name)));
    for (String name : spec.sparseVectors()) {
      columns.add(Columns.terms(name));
      columns.add(Columns.weights(name));
    }
    return columns;
  }

  void upsert(List<MemoryRecord> records, CallOptions options) {
    Batches.of(records, syntax.transactionRecords(records))
        .forEach(batch -> {
          upsertBatch(batch, options);
          sizes.written(batch.size());
        });
  }

  private void upsertBatch(List<MemoryRecord> batch, CallOptions options) {
    List<List<MemoryRecord>> statements = Batches.statements(batch);
    calls.write(
        options,
        session -> {
          if (statements.size() == 1) {
            return session.update(statement(statements.getFirst()));
          }
          session.begin();
          for (List<MemoryRecord> part : statements) {
            session.update(statement(part));
          }
          session.commit();
          return 0;
        });
  }

  private Sql statement(List<MemoryRecord> records) {
    VectorExpressions vectors = syntax.written(records);
    Sql sql = new Sql();
    vectors.before().ifPresent(before -> sql.add(before));
    sql.add(insert);
    for (int index = 0; index < records.size(); index++) {
      sql.add(index == 0 ? "(" : ", (");
      addRow(sql, records.get(index), vectors);
      sql.add(")");
    }
    return sql.add(update);
  }

  private void addRow(Sql sql, MemoryRecord record, VectorExpressions vectors) {
    sql.add(plain, values(record));
    for (String name : tables.spec().denseVectors().keySet()) {
      DenseVector vector = Objects.requireNonNull(record.dense().get(name));
      sql.add(", ").add(vectors.of(vector));
    }
    for (String name : tables.spec().sparseVectors()) {
      SparseVector vector = Objects.requireNonNull(record.sparse().get(name));
      sql.add(", ?, ?", vector.terms(), vector.weights());
    }
  }

  private @Nullable Object[] values(MemoryRecord record) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(record.namespace().key());
    values.add((int) record.lot());
    values.add(record.id());
    values.add(Spaces.of(record.namespace()));
    values.add(record.parent());
    values.add(record.part());
    values.add(record.sequence().isPresent() ? record.sequence().getAsLong() : null);
    values.add(moment(record.occurredAt()));
    values.add(moment(record.recordedAt()));
    values.add(moment(record.validFrom()));
    values.add(moment(record.validTo()));
    values.add(PayloadJson.encode(record.payload()));
    values.add(record.text());
    return values.toArray();
  }

  private static OffsetDateTime moment(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime moment(Optional<Instant> instant) {
    return instant.map(RecordWriter::moment).orElse(null);
  }

  /** Changes a record under a lock of its row; returns whether there is one. */
  boolean patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    RecordRow columns = new RecordRow(tables.spec(), new Projection(false, true, false, false));
    Sql find =
        Sql.of(
            "SELECT "
                + columns.columns()
                + " FROM "
                + tables.records()
                + " r WHERE namespace = ? AND lot = ? AND id = ? FOR UPDATE",
            namespace.key(),
            (int) Lot.of(id),
            id);
    return calls.write(
        options,
        session -> {
          session.begin();
          Optional<MemoryRecord> present = session.first(row -> columns.read(row, namespace), find);
          if (present.isEmpty()) {
            return false;
          }
          session.update(change(patch.applyTo(present.get())));
          session.commit();
          return true;
        });
  }

  private Sql change(MemoryRecord patched) {
    return Sql.of(
        "UPDATE "
            + tables.records()
            + " SET payload = ?::jsonb, valid_from = ?, valid_to = ?"
            + " WHERE namespace = ? AND lot = ? AND id = ?",
        PayloadJson.encode(patched.payload()),
        moment(patched.validFrom()),
        moment(patched.validTo()),
        patched.namespace().key(),
        (int) patched.lot(),
        patched.id());
  }

  void delete(Namespace namespace, Selection selection, CallOptions options) {
    Sql sql =
        Sql.of("DELETE FROM " + tables.records() + " WHERE namespace = ? AND ", namespace.key());
    switch (selection) {
      case Selection.Ids(List<String> ids) ->
          sql.add(
              "(lot, id) IN (SELECT * FROM unnest(?::int[], ?::text[]))",
              lots(ids),
              ids.toArray(String[]::new));
      case Selection.Matching matching -> sql.add(SqlFilter.of(matching.filter()));
    }
    calls.write(options, session -> session.update(sql));
  }

  static int[] lots(List<String> ids) {
    return ids.stream().mapToInt(id -> (int) Lot.of(id)).toArray();
  }
}
