package dev.recollect.cli;

import java.io.IOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads lines from a terminal, with editing and history; Ctrl-C and Ctrl-D end the input. */
final class TerminalLines implements LineSource {

  private final Terminal terminal;
  private final LineReader reader;

  TerminalLines() throws IOException {
    this.terminal = TerminalBuilder.builder().system(true).build();
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
  public void close() throws IOException {
    terminal.close();
  }
}
