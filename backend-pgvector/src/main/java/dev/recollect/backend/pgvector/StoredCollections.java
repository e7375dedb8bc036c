package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The collections of a store: creates, grows, lists and drops them, one process at a time. */
final class StoredCollections {

  /** Long enough for an index over millions of vectors. */
  private static final Duration UNHURRIED = Duration.ofDays(10);

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

  /** Creates the collection, or adds what the one there is lacks. */
  CollectionTables open(CollectionSpec spec) {
    CollectionTables tables = calls.write(CallOptions.none(), session -> open(session, spec));
    List<String> missing = calls.read(CallOptions.none(), session -> missing(session, tables));
    if (!missing.isEmpty()) {
      calls.write(
          CallOptions.within(UNHURRIED),
          session -> {
            session.begin();
            session.list(row -> 0, Sql.of(tables.indexes().lock()));
            execute(session, tables.indexes().create());
            session.commit();
            return true;
          });
    }
    return tables;
  }

  private CollectionTables open(Session session, CollectionSpec spec) throws SQLException {
    Optional<Stored> known = find(session, spec.name());
    if (known.isPresent() && spec.mergedInto(known.get().spec()).equals(known.get().spec())) {
      return tables(known.get());
    }
    session.begin();
    session.list(row -> 0, Sql.of(StoreSchema.LOCK));
    Optional<Stored> present = find(session, spec.name());
    CollectionTables tables =
        present.isPresent() ? grow(session, present.get(), spec) : create(session, spec);
    session.commit();
    return tables;
  }

  private CollectionTables tables(Stored stored) {
    return new CollectionTables(names, index, stored.number(), stored.spec());
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
    CollectionTables tables = tables(new Stored(number, spec));
    execute(session, tables.create());
    execute(session, tables.indexes().create());
    return tables;
  }

  private CollectionTables grow(Session session, Stored stored, CollectionSpec spec)
      throws SQLException {
    CollectionSpec merged = spec.mergedInto(stored.spec());
    session.update(
        Sql.of(
            "UPDATE " + names.collections() + " SET spec = ? WHERE number = ?",
            merged.encode(),
            stored.number()));
    return tables(new Stored(stored.number(), merged));
  }

  private List<String> missing(Session session, CollectionTables tables) throws SQLException {
    return session.list(
        row -> row.getString(1),
        Sql.of(
            "SELECT name FROM unnest(?::text[]) AS name WHERE to_regclass(name) IS NULL",
            (Object) tables.indexes().qualifiedNames().toArray(String[]::new)));
  }

  List<CollectionSpec> specs(Cursor cursor) {
    if (!cursor.isStart()) {
      throw MemoryException.invalid("all collections are on one page, which hands out no cursor");
    }
    return calls.read(
        CallOptions.none(),
        session ->
            session.list(
                row -> CollectionSpec.decode(row.getString(1)),
                Sql.of("SELECT spec FROM " + names.collections() + " ORDER BY name")));
  }

  void drop(String name) {
    calls.write(
        CallOptions.none(),
        session -> {
          session.begin();
          session.list(row -> 0, Sql.of(StoreSchema.LOCK));
          Optional<Stored> present = find(session, name);
          if (present.isPresent()) {
            execute(session, tables(present.get()).drop());
            session.update(
                Sql.of(
                    "DELETE FROM " + names.collections() + " WHERE number = ?",
                    present.get().number()));
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
