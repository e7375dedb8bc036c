package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The function {@code pgml.embed} of a server: whether it is there, in which forms, and how many
 * dimensions its vectors have. For one opening, on one thread.
 */
final class EmbedFunction implements DenseSyntax.Source {

  /** What is embedded to count the dimensions, unless they are set and a store relies on them. */
  private static final String WORD = "dimensions";

  private final Duration timeout;
  private final ServerModel model;
  private final EmbedFaults faults;
  private boolean asked;

  EmbedFunction(StoreConfig config, ServerModel model, EmbedFaults faults) {
    this.timeout = config.timeout();
    this.model = model;
    this.faults = faults;
  }

  /**
   * What the server has.
   *
   * @param present whether it embeds a text
   * @param batches whether it embeds several in one call
   * @param used whether the store has a collection, so that the dimension was right before
   * @param kwargs the arguments as the server writes them, whatever their order was
   */
  private record Found(boolean present, boolean batches, boolean used, String kwargs) {}

  @Override
  public DenseSyntax of(Connection connection, Names names) throws SQLException {
    connection.setAutoCommit(false);
    Found found = find(connection, names);
    if (!found.present()) {
      throw faults.missing(null);
    }
    ServerModel known = model.withKwargs(found.kwargs());
    boolean told = known.dimension() > 0 && found.used();
    int dimension = told ? known.dimension() : dimension(connection, known);
    connection.commit();
    return new ServerVectors(names, known.withDimension(dimension), found.batches(), faults);
  }

  private Found find(Connection connection, Names names) throws SQLException {
    Sql query =
        Sql.of(
            "SELECT pg_catalog.set_config('statement_timeout', ?, true),"
                + " pg_catalog.to_regprocedure('pgml.embed(text,text,jsonb)') IS NOT NULL,"
                + " pg_catalog.to_regprocedure('pgml.embed(text,text[],jsonb)') IS NOT NULL,"
                + " EXISTS(SELECT FROM "
                + names.collections()
                + "), ?::jsonb::text",
            Long.toString(timeout.toMillis()),
            model.kwargs());
    try (PreparedStatement statement = prepare(connection, query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Found(row.getBoolean(2), row.getBoolean(3), row.getBoolean(4), row.getString(5));
    } catch (SQLException e) {
      boolean refused = SqlFaults.state(e).equals(SqlFaults.INSUFFICIENT_PRIVILEGE);
      if (refused && String.valueOf(e.getMessage()).contains("pgml")) {
        throw faults.forbidden(e);
      }
      throw e;
    }
  }

  private int dimension(Connection connection, ServerModel known) throws SQLException {
    Sql query =
        Sql.of(
            "SELECT pg_catalog.cardinality(pgml.embed(?::text, ?::text, ?::jsonb))",
            known.transformer(),
            WORD,
            known.kwargs());
    asked = true;
    try (PreparedStatement statement = prepare(connection, query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return faults.requireDimension(row.getInt(1));
    } catch (SQLException e) {
      throw faults.explained(e).orElseThrow(() -> e);
    }
  }

  @Override
  public MemoryException explained(MemoryException failure) {
    return asked && failure.kind() == ErrorKind.DEADLINE
        ? faults.tooSlow(failure, timeout)
        : failure;
  }

  private static PreparedStatement prepare(Connection connection, Sql query) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query.text());
    query.bind(statement);
    return statement;
  }
}
