package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.spi.support.CheckedCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The opened store of one schema. */
final class PgvectorBackend implements Backend {

  private static final Duration HEALTH = Duration.ofSeconds(5);

  private final Calls calls;
  private final StoreConfig config;
  private final DenseSyntax syntax;
  private final Capabilities capabilities;
  private final StoredCollections collections;
  private final StateStore state;

  private PgvectorBackend(StoreConfig config, DenseSyntax syntax, Names names, Calls calls) {
    this.calls = calls;
    this.config = config;
    this.syntax = syntax;
    Capabilities.Builder declared =
        Capabilities.builder()
            .durability(Durability.POWER_LOSS)
            .vectorsPerRecord(Limits.LEGS)
            .largestDimension(config.index().largestDimension());
    syntax.embedding().ifPresent(declared::embedding);
    this.capabilities = declared.build();
    this.collections = new StoredCollections(calls, names, config.index());
    this.state = new PostgresStateStore(calls, names);
  }

  /**
   * Opens a store.
   *
   * @param instance names its threads
   * @param source says how dense vectors are written there
   */
  static PgvectorBackend open(String instance, StoreConfig config, DenseSyntax.Source source) {
    String name = "recollect-" + instance;
    SqlFaults faults = new SqlFaults(config.login().address());
    PhysicalConnections physical =
        new PhysicalConnections(config.login(), config.connectionTimeout(), config.pooler());
    Watchdog watchdog = new Watchdog(name + "-watchdog", config.timeout());
    boolean prepared = false;
    try {
      Prepared store = prepare(config, physical, watchdog, faults, source);
      prepared = true;
      Connections connections = new Connections(config, physical, faults, name);
      return new PgvectorBackend(
          config, store.syntax(), store.names(), new Calls(connections, faults, watchdog));
    } finally {
      if (!prepared) {
        watchdog.close();
      }
    }
  }

  private record Prepared(Names names, DenseSyntax syntax) {}

  private static Prepared prepare(
      StoreConfig config,
      PhysicalConnections physical,
      Watchdog watchdog,
      SqlFaults faults,
      DenseSyntax.Source source) {
    try (Guard guard = watchdog.guard(CallOptions.none())) {
      try (Connection connection = physical.plain()) {
        guard.attach(connection);
        Names names = StoreSchema.prepare(connection, config, faults);
        Prepared prepared = new Prepared(names, source.of(connection, names));
        guard.detach();
        return prepared;
      } catch (SQLException e) {
        throw source.explained(faults.of(e, guard.reason(), new WriteOutcome.NotApplied()));
      }
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.of(state);
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    requireSupported(spec);
    return new CheckedCollection(
        new PgvectorCollection(collections.open(spec), syntax, calls), capabilities);
  }

  private void requireSupported(CollectionSpec spec) {
    try {
      SpecChecks.requireSupported(capabilities, spec);
    } catch (MemoryException e) {
      int largest = capabilities.largestDimension();
      if (spec.denseVectors().values().stream().noneMatch(dimension -> dimension > largest)) {
        throw e;
      }
      throw new MemoryException(
          e.kind(),
          e.getMessage()
              + ". An index of pgvector takes "
              + VectorType.VECTOR.largestIndexed()
              + " dimensions with vector.type = vector and "
              + VectorType.HALFVEC.largestIndexed()
              + " with halfvec; index = false allows "
              + VectorType.LARGEST_UNINDEXED,
          e);
    }
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    return Page.last(collections.specs(cursor));
  }

  @Override
  public void dropCollection(String name) {
    collections.drop(name);
  }

  @Override
  public Health health() {
    try {
      return calls.read(
          CallOptions.within(HEALTH),
          session -> session.list(this::health, HEALTH_QUERY).getFirst());
    } catch (MemoryException e) {
      return new Health(false, String.valueOf(e.getMessage()));
    }
  }

  private static final Sql HEALTH_QUERY =
      Sql.of(
          "SELECT current_setting('server_version'),"
              + " (SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'vector'),"
              + " current_setting('transaction_read_only'),"
              + " (SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid())");

  private Health health(ResultSet row) throws SQLException {
    boolean writable = row.getString(3).equals("off");
    return new Health(
        writable,
        "PostgreSQL "
            + row.getString(1)
            + " with pgvector "
            + row.getString(2)
            + " at "
            + config.login().address()
            + ", schema "
            + config.schema()
            + (row.getBoolean(4) ? ", TLS" : "")
            + (writable ? "" : ", read-only"));
  }

  @Override
  public OptionalLong bytes() {
    Sql tables =
        Sql.of("SELECT coalesce(sum(pg_catalog.pg_total_relation_size(c.oid)), 0)::bigint")
            .add(ownTables());
    return OptionalLong.of(
        calls.read(
            CallOptions.none(), session -> session.list(row -> row.getLong(1), tables).getFirst()));
  }

  private Sql ownTables() {
    return Sql.of(
        " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
            + " ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'r' AND n.nspname = ? AND c.relname ~ ?",
        config.schema(),
        "^" + config.prefix() + "(version|state|collection|record_[0-9]+|posting_[0-9]+_[0-9]+)$");
  }

  @Override
  public void compact(CallOptions options) {
    new TableCompaction(calls, ownTables()).run(options);
  }

  @Override
  public void close() {
    calls.close();
  }
}
