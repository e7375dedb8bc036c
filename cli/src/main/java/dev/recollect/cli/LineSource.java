package dev.recollect.cli;

import java.io.IOException;
import java.util.Optional;

/** Gives the lines that a user types or pipes in. */
interface LineSource extends AutoCloseable {

  /** Opens the input of a console. */
  @FunctionalInterface
  interface Opener {
    LineSource open(Console console) throws IOException;
  }

  /** Returns the source that fits the console. */
  static LineSource of(Console console) throws IOException {
    return console.terminal() ? new TerminalLines() : new PipedLines(console.input());
  }

  /**
   * Returns the next line without its end; empty when the input has ended.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT for a line that cannot
   *     be read; the call after it gives the line behind it
   */
  Optional<String> next() throws IOException;

  /**
   * Runs an action each time the person asks for an end of what is under way (Ctrl-C at a
   * terminal), until the watch is closed; otherwise that ends the program.
   */
  default Watch onInterrupt(Runnable action) {
    return () -> {};
  }

  /** Ends an {@link #onInterrupt}. */
  @FunctionalInterface
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  void close() throws IOException;
}
