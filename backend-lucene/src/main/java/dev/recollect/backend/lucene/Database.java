package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteErrorCode;

/**
 * The SQLite file: one writing connection, used by one thread at a time, and a bounded pool of
 * reading ones. Thread-safe; called on threads that nobody interrupts.
 */
final class Database implements AutoCloseable {

  private static final int READERS = 16;
  private static final int VACUUM_PAGES = 2_000;
  private static final int LEAST_FREE_PAGES = 250;
  private static final long LEAST_ROOM_BYTES = 1024 * 1024;

  private final Path file;
  private final SqlSession writer;
  private final Tickets tickets = new Tickets();
  private final ReentrantLock writing = new ReentrantLock(true);
  private final Semaphore readers = new Semaphore(READERS, true);
  private final ConcurrentLinkedDeque<SqlSession> idle = new ConcurrentLinkedDeque<>();

  private final BackgroundWork.Job reclaiming = this::reclaim;

  private Database(Path file, SqlSession writer) {
    this.file = file;
    this.writer = writer;
  }

  /** What a transaction that reads does. */
  interface Reading<T> {
    T apply(SqlSession session) throws SQLException;
  }

  /** What a transaction that writes does. */
  interface Writing<T> {
    T apply(SqlSession session, Tickets tickets) throws SQLException;
  }

  /** Opens the file, or creates it. */
  static Database open(Path file) {
    try {
      Connection connection = Schema.connect(file);
      try {
        Schema.prepare(connection, file);
        return new Database(file, new SqlSession(connection));
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqlFaults.of(e, file);
    }
  }

  /** Returns what the work reads, all of it as of one moment. */
  <T> T read(Reading<T> work) {
    readers.acquireUninterruptibly();
    try {
      SqlSession session = takeReader();
      boolean sound = false;
      try {
        T result = work.apply(session);
        session.commit();
        sound = true;
        return result;
      } finally {
        giveBack(session, sound);
      }
    } catch (SQLException e) {
      throw SqlFaults.of(e, file);
    } finally {
      readers.release();
    }
  }

  private SqlSession takeReader() throws SQLException {
    SqlSession session = idle.pollFirst();
    return session != null ? session : new SqlSession(Schema.connect(file));
  }

  private void giveBack(SqlSession session, boolean sound) throws SQLException {
    if (sound) {
      idle.addFirst(session);
    } else {
      session.close();
    }
  }

  /**
   * Returns the result of work whose changes are durable by then; on a failure nothing has changed,
   * unless the error's outcome is Unknown.
   */
  <T> T write(Writing<T> work) {
    writing.lock();
    try {
      T result = attempt(work);
      commit();
      return result;
    } finally {
      writing.unlock();
    }
  }

  private <T> T attempt(Writing<T> work) {
    boolean done = false;
    try {
      T result = work.apply(writer, tickets);
      done = true;
      return result;
    } catch (SQLException e) {
      throw SqlFaults.of(e, file);
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  private void commit() {
    try {
      writer.commit();
    } catch (SQLException e) {
      boolean undone = rollback();
      boolean full = (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code;
      throw SqlFaults.of(
          e, file, undone && full ? new WriteOutcome.NotApplied() : new WriteOutcome.Unknown());
    }
  }

  /** Returns whether nothing of the transaction is left. */
  private boolean rollback() {
    tickets.forgetReservation();
    try {
      writer.rollback();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Returns a number that no change has reached. */
  long nextChange() {
    return read(session -> session.number(1, "SELECT value FROM mark WHERE name = 'next'"));
  }

  /** Returns the id that this file got when it was created. */
  String storeId() {
    return read(session ->
        session
            .first(row -> row.getString(1), "SELECT value FROM mark WHERE name = 'store'")
            .orElseThrow(() ->
                new MemoryException(
                    ErrorKind.CORRUPT, file + " has lost its mark; restore it from a backup")));
  }

  /** Returns the job that gives free pages back to the file system, the same one each time. */
  BackgroundWork.Job reclaiming() {
    return reclaiming;
  }

  /**
   * Gives free pages back to the file system once they are a quarter of the file.
   *
   * @return whether there is more to give back
   */
  boolean reclaim() {
    return write((session, unused) -> {
      long free = session.number(0, "PRAGMA freelist_count");
      long pages = session.number(0, "PRAGMA page_count");
      if (free < LEAST_FREE_PAGES || free * 4 < pages) {
        return false;
      }
      session.execute("PRAGMA incremental_vacuum(" + VACUUM_PAGES + ")");
      return true;
    });
  }

  /**
   * Rewrites the file and empties its log, so that nothing is left of what was deleted or
   * overwritten. Writes wait meanwhile, reads only for the end of it.
   */
  void compact() {
    writing.lock();
    try (Connection connection = Schema.connect(file)) {
      Schema.vacuum(connection);
      readers.acquireUninterruptibly(READERS);
      try {
        requireEmptyLog(connection);
      } finally {
        readers.release(READERS);
      }
    } catch (SQLException e) {
      throw SqlFaults.of(e, file);
    } finally {
      writing.unlock();
    }
  }

  private void requireEmptyLog(Connection connection) throws SQLException {
    if (!Schema.emptyLog(connection)) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE,
          "something reads "
              + file
              + " all the time, so that its log cannot be emptied; end that, then repeat the call");
    }
  }

  /** Fails if the file cannot be read or written, or its disk has hardly any room. */
  void probe() {
    write((session, unused) -> session.update("UPDATE mark SET value = value WHERE name = 'next'"));
    // A write as small as that one may fit into what the file has already.
    try {
      if (Files.getFileStore(file).getUsableSpace() < LEAST_ROOM_BYTES) {
        throw new MemoryException(
            ErrorKind.UNAVAILABLE, "the disk of " + file + " is almost full; free space");
      }
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE, "the disk of " + file + " cannot be asked for its room: " + e, e);
    }
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    readers.acquireUninterruptibly(READERS);
    writing.lock();
    try {
      for (SqlSession session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
        session.close();
      }
      // The last connection to close copies the log into the file.
      writer.close();
    } catch (SQLException e) {
      throw SqlFaults.of(e, file);
    } finally {
      writing.unlock();
    }
  }
}
