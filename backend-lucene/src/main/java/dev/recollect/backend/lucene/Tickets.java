package dev.recollect.backend.lucene;

import java.sql.SQLException;

/**
 * The numbers of all changes of a store: ascending, never given twice, also after a rollback or a
 * crash. Used under the writer's lock only.
 *
 * <p>Numbers are reserved in blocks, so that most transactions do not touch the page that holds the
 * mark; what is left of a block at the end is never used.
 */
final class Tickets {

  private static final long BLOCK = 10_000;

  private long next;
  private long reserved;

  /** Returns the next number; the transaction of the session makes its reservation durable. */
  long take(SqlSession session) throws SQLException {
    if (next >= reserved) {
      reserve(session);
    }
    return next++;
  }

  private void reserve(SqlSession session) throws SQLException {
    long mark = session.number(1, "SELECT value FROM mark WHERE name = 'next'");
    next = Math.max(next, mark);
    reserved = next + BLOCK;
    session.update("UPDATE mark SET value = ? WHERE name = 'next'", reserved);
  }

  /** Forgets a reservation that may not have been committed. */
  void forgetReservation() {
    reserved = 0;
  }
}
