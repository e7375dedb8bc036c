package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Rewrites the tables of a store, so that nothing deleted is left in their files.
 *
 * <p>A rewritten table keeps the deleted rows that some transaction may still see; so those that
 * began before are waited for.
 */
final class TableCompaction {

  /** Long enough for tables of many gigabytes, where the caller sets no deadline. */
  private static final Duration UNHURRIED = Duration.ofDays(10);

  /** A transaction that is open for longer was probably forgotten. */
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private static final long PAUSE = Duration.ofMillis(50).toNanos();

  private final Calls calls;
  private final Sql tables;

  /**
   * Creates a compaction.
   *
   * @param tables what comes behind the list of columns in a query for {@code pg_class c} and
   *     {@code pg_namespace n}
   */
  TableCompaction(Calls calls, Sql tables) {
    this.calls = calls;
    this.tables = tables;
  }

  void run(CallOptions given) {
    CallOptions options = given.remaining().isPresent() ? given : given.withTimeout(UNHURRIED);
    awaitOlderTransactions(options);
    Sql names =
        Sql.of("SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)").add(tables);
    List<String> found =
        calls.read(options, session -> session.list(row -> row.getString(1), names));
    for (String table : found) {
      calls.write(
          options,
          session -> {
            session.alone("VACUUM (FULL) " + table);
            return true;
          });
    }
  }

  private void awaitOlderTransactions(CallOptions options) {
    long now =
        number(options, Sql.of("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"));
    Sql older =
        Sql.of(
            "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND age(backend_xmin)"
                + " > pg_snapshot_xmax(pg_current_snapshot())::text::bigint - ?",
            now);
    long giveUpAt = System.nanoTime() + PATIENCE;
    while (number(options, older) > 0) {
      if (System.nanoTime() - giveUpAt > 0) {
        throw new MemoryException(
            ErrorKind.UNAVAILABLE,
            "transactions in this database that began before may still see what was deleted, so"
                + " that it cannot be removed; end them (pg_stat_activity shows them), then repeat"
                + " the call");
      }
      options.check();
      LockSupport.parkNanos(PAUSE);
    }
  }

  private long number(CallOptions options, Sql query) {
    return calls.read(options, session -> session.list(row -> row.getLong(1), query).getFirst());
  }
}
