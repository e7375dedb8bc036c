package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Turns what SQLite reports into errors that say what to do. */
final class SqlFaults {

  private SqlFaults() {}

  static MemoryException of(SQLException cause, Path file) {
    return of(cause, file, new WriteOutcome.NotApplied());
  }

  static MemoryException of(SQLException cause, Path file, WriteOutcome outcome) {
    // The extended code carries the primary one in its lowest byte.
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xff);
    return switch (code) {
      case SQLITE_FULL ->
          fault(
              ErrorKind.UNAVAILABLE,
              "the disk of " + file + " is full; free space",
              outcome,
              cause);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          fault(
              ErrorKind.CORRUPT,
              file
                  + " is damaged or no SQLite file; restore it from a backup, or move it away to"
                  + " start anew. It was left as it is.",
              outcome,
              cause);
      case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          fault(
              ErrorKind.UNAVAILABLE,
              file + " cannot be opened for writing; make it and its folder readable and writable",
              outcome,
              cause);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          fault(
              ErrorKind.CONFLICT,
              "another program has " + file + " locked; close it and try again",
              outcome,
              cause);
      case SQLITE_IOERR ->
          fault(
              ErrorKind.UNAVAILABLE,
              "the disk of " + file + " failed or is full: " + cause.getMessage(),
              outcome,
              cause);
      default ->
          fault(
              ErrorKind.INTERNAL,
              "SQLite failed on " + file + ": " + cause.getMessage(),
              outcome,
              cause);
    };
  }

  private static MemoryException fault(
      ErrorKind kind, String message, WriteOutcome outcome, SQLException cause) {
    return new MemoryException(kind, message, outcome, cause);
  }
}
