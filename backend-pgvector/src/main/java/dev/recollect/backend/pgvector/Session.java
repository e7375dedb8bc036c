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
  private boolean open;
  private boolean bounded;
  private boolean doubtful;

  Session(Connection connection, Guard guard) {
    this.connection = connection;
    this.guard = guard;
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
    return lists(reader, List.of(), List.of(query)).getFirst();
  }

  /** Returns the first row of a query, if there is one. */
  <T> Optional<T> first(RowReader<T> reader, Sql query) throws SQLException {
    return list(reader, query).stream().findFirst();
  }

  /**
   * Returns the rows of several queries, which all go to the server together.
   *
   * @param settings statements of settings to go before them, whose rows are of no interest
   */
  <T> List<List<T>> lists(RowReader<T> reader, List<Sql> settings, List<Sql> queries)
      throws SQLException {
    List<Sql> all = new ArrayList<>(bounds());
    all.addAll(settings);
    int skipped = all.size();
    all.addAll(queries);
    try (PreparedStatement statement = prepare(all)) {
      boolean rows = execute(statement, skipped);
      List<List<T>> lists = new ArrayList<>();
      while (lists.size() < queries.size()) {
        lists.add(rows ? read(statement, reader) : List.of());
        rows = statement.getMoreResults();
      }
      return lists;
    }
  }

  private static boolean execute(PreparedStatement statement, int skipped) throws SQLException {
    boolean rows = statement.execute();
    for (int count = 0; count < skipped; count++) {
      rows = statement.getMoreResults();
    }
    return rows;
  }

  /** Runs a statement that writes; returns the number of rows it concerned. */
  int update(Sql change) throws SQLException {
    List<Sql> all = new ArrayList<>(bounds());
    int skipped = all.size();
    all.add(change);
    try (PreparedStatement statement = prepare(all)) {
      doubtful = !open;
      execute(statement, skipped);
      int count = statement.getUpdateCount();
      doubtful = false;
      return count;
    } catch (SQLException e) {
      doubtful = doubtful && SqlFaults.broken(e);
      throw e;
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
    bounded = false;
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
    connection.setAutoCommit(true);
  }

  /** Takes back what is under way, if anything is. */
  void abandon() throws SQLException {
    if (open) {
      open = false;
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  Connection connection() {
    return connection;
  }

  /** Returns the setting that bounds the next statement; a transaction needs it once. */
  private List<Sql> bounds() {
    Duration left = guard.remaining();
    if (left == null || (open && bounded)) {
      return List.of();
    }
    bounded = open;
    return List.of(Sql.of("SELECT set_config('statement_timeout', ?, true)", milliseconds(left)));
  }

  private PreparedStatement prepare(List<Sql> statements) throws SQLException {
    Sql all = new Sql();
    for (int index = 0; index < statements.size(); index++) {
      all.add(index == 0 ? "" : ";\n").add(statements.get(index));
    }
    PreparedStatement prepared = connection.prepareStatement(all.text());
    all.bind(prepared);
    return prepared;
  }

  private static String milliseconds(Duration left) {
    return Long.toString(Math.max(1, left.toMillis()));
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
