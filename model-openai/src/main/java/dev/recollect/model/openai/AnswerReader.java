package dev.recollect.model.openai;

import com.openai.core.http.HttpResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads the body of an answer as what it is: events or one text, whatever was asked for. */
final class AnswerReader {

  /** A stream wraps each token in some 250 bytes. */
  private static final int STREAM_FACTOR = 16;

  private static final int LOOK_AHEAD = 64;

  private final long limit;

  /**
   * Creates a reader.
   *
   * @param limit most bytes of a whole answer, or of an event
   */
  AnswerReader(long limit) {
    this.limit = limit;
  }

  /** Hands over what comes; returns when all has come or the mark of the end has. */
  void read(HttpResponse response, Handover<Piece> to) throws IOException, InterruptedException {
    BufferedInputStream in = new BufferedInputStream(response.body());
    if (!hasEvents(response, in)) {
      to.put(new Piece.Whole(whole(in)));
      return;
    }
    EventReader events = new EventReader(in, limit, limit * STREAM_FACTOR);
    Optional<Piece.Event> event = events.next();
    while (event.isPresent()) {
      to.put(event.get());
      // Some servers keep the connection open behind the mark.
      event = event.get().isEnd() ? Optional.empty() : events.next();
    }
  }

  private String whole(InputStream in) throws IOException {
    byte[] body = in.readNBytes(Math.toIntExact(limit + 1));
    if (body.length > limit) {
      throw new TooLongException();
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Goes by what the body begins with: types of content are wrong too often. */
  private static boolean hasEvents(HttpResponse response, BufferedInputStream in)
      throws IOException {
    in.mark(LOOK_AHEAD);
    int first = in.read();
    for (int count = 1; count < LOOK_AHEAD && Character.isWhitespace(first); count++) {
      first = in.read();
    }
    in.reset();
    boolean declared =
        response.headers().values("Content-Type").stream()
            .anyMatch(type -> type.toLowerCase(Locale.ROOT).contains("event-stream"));
    return declared ? first != '{' : first == ':' || first == 'd' || first == 'e';
  }
}
