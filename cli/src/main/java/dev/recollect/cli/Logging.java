package dev.recollect.cli;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Decides what of the log a user sees: our own warnings as plain lines, all of it with --verbose.
 */
final class Logging {

  private static final Logger ROOT = Logger.getLogger("");

  private Logging() {}

  /** Replaces the JDK's log format by ours. */
  static void configure(PrintStream error, boolean verbose) {
    LogManager.getLogManager().reset();
    ROOT.setLevel(verbose ? Level.INFO : Level.WARNING);
    ROOT.addHandler(new LineHandler(error, verbose));
  }

  private static final class LineHandler extends Handler {
    private final PrintStream error;
    private final boolean verbose;

    LineHandler(PrintStream error, boolean verbose) {
      this.error = error;
      this.verbose = verbose;
    }

    @Override
    public void publish(LogRecord entry) {
      String logger = String.valueOf(entry.getLoggerName());
      if (!verbose && !logger.startsWith("dev.recollect")) {
        return;
      }
      String text = new java.util.logging.SimpleFormatter().formatMessage(entry);
      error.println(entry.getLevel().getName().toLowerCase(java.util.Locale.ROOT) + ": " + text);
      if (verbose && entry.getThrown() != null) {
        entry.getThrown().printStackTrace(error);
      }
    }

    @Override
    public void flush() {
      error.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
