package dev.recollect.model.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads server-sent events: lines that end in LF, CR or both, of which an empty one ends an event.
 * An event that the end of the stream cuts off counts too, because some servers leave its last line
 * open. Not thread-safe.
 */
final class EventReader {

  private static final int END = -1;

  private final InputStream in;
  private final long eventLimit;
  private long streamLeft;
  private boolean afterReturn;
  private boolean ended;

  /**
   * Reads from a buffered stream.
   *
   * @param eventLimit most bytes of an event
   * @param streamLimit most bytes of all together
   */
  EventReader(InputStream in, long eventLimit, long streamLimit) {
    this.in = in;
    this.eventLimit = eventLimit;
    this.streamLeft = streamLimit;
  }

  /**
   * Returns the next event with data, or nothing at the end.
   *
   * @throws TooLongException if a limit is exceeded
   */
  Optional<Piece.Event> next() throws IOException {
    StringBuilder data = new StringBuilder();
    String name = "";
    while (!ended) {
      String line = line();
      if (line.isEmpty() && !data.isEmpty()) {
        break;
      }
      String value = line.substring(Math.min(line.length(), line.indexOf(':') + 1)).stripLeading();
      if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(value);
      } else if (line.startsWith("event:")) {
        name = value.strip();
      } else if (line.startsWith("error:")) {
        // llama.cpp once wrote errors as a field of their own.
        name = "error";
        data.append(value);
      }
      require(data.length() <= eventLimit);
    }
    return data.isEmpty() ? Optional.empty() : Optional.of(new Piece.Event(name, data.toString()));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    int next = read();
    if (afterReturn && next == '\n') {
      next = read();
    }
    for (; next != END && next != '\n' && next != '\r'; next = read()) {
      line.write(next);
      require(line.size() <= eventLimit);
    }
    afterReturn = next == '\r';
    ended = next == END;
    return line.toString(StandardCharsets.UTF_8);
  }

  private int read() throws IOException {
    require(streamLeft-- > 0);
    return in.read();
  }

  private static void require(boolean within) throws TooLongException {
    if (!within) {
      throw new TooLongException();
    }
  }
}
