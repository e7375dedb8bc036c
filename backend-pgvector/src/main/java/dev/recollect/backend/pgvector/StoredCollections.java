package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The collections of a store: creates, grows, lists and drops them, one process at a time. */
final class StoredCollections {

  private final Calls calls;
  private final Names names;
  private final IndexConfig index;

  StoredCollections(Calls calls, Names names, IndexConfig index) {
    this.calls = calls;
    this.names = names;
    this.index = index;
  }

  /** A collection as it is stored: its number, which is never given again, and its spec. */
  private record Stored(long number, CollectionSpec spec) {
    static Stored read(ResultSet row) throws SQLException {
      return new Stored(row.getLong(1), CollectionSpec.decode(row.getString(2)));
    }
  }

  /** Creates the collection, or adds its new fields to the one there is. */
  CollectionTables open(CollectionSpec spec) {
    return calls.write(
        CallOptions.none(),
        session -> {
          session.begin();
          session.list(row -> 0, Sql.of(StoreSchema.LOCK));
          Optional<Stored> present = find(session, spec.name());
          CollectionTables tables =
              present.isPresent() ? grow(session, present.get(), spec) : create(session, spec);
          execute(session, tables.createIndexes());
          session.commit();
          return tables;
        });
  }

  private Optional<Stored> find(Session session, String name) throws SQLException {
    return session.first(
        Stored::read,
        Sql.of("SELECT number, spec FROM " + names.collections() + " WHERE name = ?", name));
  }

  private CollectionTables create(Session session, CollectionSpec spec) throws SQLException {
    long number =
        session.change(
            row -> row.getLong(1),
            Sql.of(
                "INSERT INTO "
                    + names.collections()
                    + "(name, spec) VALUES (?, ?) RETURNING number",
                spec.name(),
                spec.encode()));
    CollectionTables tables = new CollectionTables(names, index, number, spec);
    execute(session, tables.create());
    return tables;
  }

  private CollectionTables grow(Session session, Stored stored, CollectionSpec spec)
      throws SQLException {
    CollectionSpec merged = spec.mergedInto(stored.spec());
    if (!merged.equals(stored.spec())) {
      session.update(
          Sql.of(
              "UPDATE " + names.collections() + " SET spec = ? WHERE number = ?",
              merged.encode(),
              stored.number()));
    }
    return new CollectionTables(names, index, stored.number(), merged);
  }

  List<CollectionSpec> specs(Cursor cursor) {
    return calls.read(
        CallOptions.none(),
        session ->
            session.list(
                row -> CollectionSpec.decode(row.getString(1)),
                Sql.of(
                    "SELECT spec FROM " + names.collections() + " WHERE name > ? ORDER BY name",
                    cursor.token())));
  }

  void drop(String name) {
    calls.write(
        CallOptions.none(),
        session -> {
          session.begin();
          session.list(row -> 0, Sql.of(StoreSchema.LOCK));
          Optional<Stored> present = find(session, name);
          if (present.isPresent()) {
            Stored stored = present.get();
            execute(
                session, new CollectionTables(names, index, stored.number(), stored.spec()).drop());
            session.update(
                Sql.of(
                    "DELETE FROM " + names.collections() + " WHERE number = ?", stored.number()));
          }
          session.commit();
          return true;
        });
  }

  private static void execute(Session session, List<String> statements) throws SQLException {
    for (String statement : statements) {
      session.update(Sql.of(statement));
    }
  }
}
