package dev.recollect.cli;

import java.io.IOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Reads lines from a terminal, with editing and history; at the prompt Ctrl-C and Ctrl-D end the
 * input.
 */
final class TerminalLines implements LineSource {

  private final Terminal terminal;
  private final LineReader reader;

  TerminalLines() throws IOException {
    this(TerminalBuilder.builder().system(true).build());
  }

  TerminalLines(Terminal terminal) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  @Override
  public Optional<String> next() {
    try {
      return Optional.of(reader.readLine("> "));
    } catch (EndOfFileException | UserInterruptException e) {
      return Optional.empty();
    }
  }

  @Override
  public Watch onInterrupt(Runnable action) {
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> action.run());
    return () -> {
      var unused = terminal.handle(Terminal.Signal.INT, before);
    };
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
