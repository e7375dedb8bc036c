package dev.recollect.backend.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection in the hands of one call. Statements of one method go to the server together and,
 * outside of {@link #begin}, are one transaction; a setting lasts until its end. Not thread-safe.
 */
final class Session {

  private final Connection connection;
  private final Guard guard;
  private final boolean explicit;
  private boolean open;
  private boolean isolated;
  private boolean lost;
  private boolean doubtful;

  /**
   * Creates a session.
   *
   * @param explicit whether single statements name their isolation too, which they need only where
   *     a role has another default and somebody else writes the same row
   */
  Session(Connection connection, Guard guard, boolean explicit) {
    this.connection = connection;
    this.guard = guard;
    this.explicit = explicit;
  }

  /** A row of a result as an object. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Returns whether something was sent of which it is not known whether it took effect. */
  boolean doubtful() {
    return doubtful;
  }

  /** Returns the rows of a query. */
  <T> List<T> list(RowReader<T> reader, Sql query) throws SQLException {
    return lists(reader, List.of(Part.query(query))).getFirst();
  }

  /** Returns the first row of a query, if there is one. */
  <T> Optional<T> first(RowReader<T> reader, Sql query) throws SQLException {
    return list(reader, query).stream().findFirst();
  }

  /**
   * A statement among several that go to the server together.
   *
   * @param sql the statement
   * @param wanted whether somebody wants its rows
   */
  record Part(Sql sql, boolean wanted) {
    static Part setting(Sql sql) {
      return new Part(sql, false);
    }

    static Part query(Sql sql) {
      return new Part(sql, true);
    }
  }

  /** Returns the rows of the queries among several statements. */
  <T> List<List<T>> lists(RowReader<T> reader, List<Part> parts) throws SQLException {
    List<Part> all = bounds();
    all.addAll(parts);
    try (PreparedStatement statement = prepare(all)) {
      boolean rows = statement.execute();
      List<List<T>> lists = new ArrayList<>();
      for (Part part : all) {
        if (part.wanted()) {
          lists.add(rows ? read(statement, reader) : List.of());
        }
        rows = statement.getMoreResults();
      }
      return lists;
    }
  }

  /** Runs a statement that writes; returns the number of rows it concerned. */
  int update(Sql change) throws SQLException {
    List<Part> all = bounds();
    int before = all.size();
    all.add(Part.setting(change));
    try (PreparedStatement statement = prepare(all)) {
      doubtful = !open;
      statement.execute();
      for (int skipped = 0; skipped < before; skipped++) {
        statement.getMoreResults();
      }
      int count = statement.getUpdateCount();
      doubtful = false;
      return count;
    } catch (SQLException e) {
      doubtful = doubtful && SqlFaults.broken(e);
      throw e;
    }
  }

  /**
   * Runs a statement that may stand in no transaction with others, such as VACUUM. The deadline is
   * kept from outside.
   */
  void alone(String statement) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.execute();
    }
  }

  /** Runs a statement that writes and returns one row. */
  <T> T change(RowReader<T> reader, Sql change) throws SQLException {
    try {
      doubtful = !open;
      T row = list(reader, change).getFirst();
      doubtful = false;
      return row;
    } catch (SQLException e) {
      doubtful = doubtful && SqlFaults.broken(e);
      throw e;
    }
  }

  /** Begins a transaction of several methods; the first of them sends it along. */
  void begin() throws SQLException {
    connection.setAutoCommit(false);
    open = true;
    isolated = false;
  }

  void commit() throws SQLException {
    try {
      doubtful = true;
      connection.commit();
      doubtful = false;
    } catch (SQLException e) {
      doubtful = SqlFaults.broken(e);
      throw e;
    }
    open = false;
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // Cut off just after the server had answered: what was committed stays so.
      lost = true;
    }
  }

  /** Returns whether the connection turned out to be lost after its last answer. */
  boolean lost() {
    return lost;
  }

  /** Takes back what is under way, if anything is. */
  void abandon() throws SQLException {
    if (open) {
      open = false;
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Returns the settings that the next statement needs. */
  private List<Part> bounds() {
    List<Part> settings = new ArrayList<>();
    if (open ? !isolated : explicit) {
      // A role may have another default, with which what waited for a lock sees what was before.
      isolated = open;
      settings.add(Part.setting(Sql.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")));
    }
    guard
        .remaining()
        .ifPresent(left ->
            settings.add(
                Part.setting(
                    Sql.of(
                        "SELECT set_config('statement_timeout', ?, true)", milliseconds(left)))));
    return settings;
  }

  private PreparedStatement prepare(List<Part> parts) throws SQLException {
    Sql all = new Sql();
    for (int index = 0; index < parts.size(); index++) {
      all.add(index == 0 ? "" : ";\n").add(parts.get(index).sql());
    }
    PreparedStatement prepared = connection.prepareStatement(all.text());
    all.bind(prepared);
    return prepared;
  }

  private static String milliseconds(Duration left) {
    return Long.toString(Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE));
  }

  private static <T> List<T> read(PreparedStatement statement, RowReader<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.getResultSet()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }
}
