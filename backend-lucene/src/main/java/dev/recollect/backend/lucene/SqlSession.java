package dev.recollect.backend.lucene;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with the statements it has prepared. Each use is one transaction, which its owner
 * ends. Not thread-safe.
 */
final class SqlSession implements AutoCloseable {

  private static final int CACHED_STATEMENTS = 64;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

  SqlSession(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** A row of a result as an object. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Returns a statement with the given values bound; valid until the session's next use of it. */
  PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepare(sql);
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    return statement;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    statements.put(sql, statement);
    if (statements.size() > CACHED_STATEMENTS) {
      PreparedStatement eldest = statements.remove(statements.keySet().iterator().next());
      if (eldest != null) {
        eldest.close();
      }
    }
    return statement;
  }

  /** Runs a statement to its end; a prepared one that is no query stops after its first step. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  int update(String sql, @Nullable Object... values) throws SQLException {
    return bind(sql, values).executeUpdate();
  }

  <T> List<T> list(RowReader<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = bind(sql, values).executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  /** Reads rows for as long as the sink wants more. */
  <T> void each(
      RowReader<T> reader, RecordTable.Sink<T> sink, String sql, @Nullable Object... values)
      throws SQLException {
    try (ResultSet result = bind(sql, values).executeQuery()) {
      while (result.next() && sink.accept(reader.read(result))) {}
    }
  }

  /** Returns the first row, if there is one. */
  <T> Optional<T> first(RowReader<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    try (ResultSet result = bind(sql, values).executeQuery()) {
      return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
    }
  }

  /** Returns the number in the first column of the first row, or the given one without a row. */
  long number(long absent, String sql, @Nullable Object... values) throws SQLException {
    return first(row -> row.getLong(1), sql, values).orElse(absent);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /**
   * Undoes the transaction, and begins the next one also where SQLite has undone it by itself, as
   * it does when the disk is full: the driver does not notice, and would write what follows without
   * a transaction.
   */
  void rollback() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
      execute("BEGIN");
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
    connection.close();
  }
}
