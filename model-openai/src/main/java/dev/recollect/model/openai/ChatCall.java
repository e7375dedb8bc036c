package dev.recollect.model.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** One request for an answer, until it is there. Not thread-safe. */
final class ChatCall {

  /** Largest answer that is read, in bytes. */
  static final int ANSWER_BYTES = 16 * 1024 * 1024;

  /** How long usage may come after the rest of an answer. */
  private static final Duration TRAILING = Duration.ofSeconds(5);

  private final ServerConnection connection;
  private final RequestWriter writer;
  private final AtomicReference<Dialect> learned;
  private final ChatRequest request;
  private final Consumer<ChatDelta> sink;
  private final CallOptions options;
  private final Patience patience;
  private boolean delivered;

  ChatCall(
      ServerConnection connection,
      RequestWriter writer,
      AtomicReference<Dialect> learned,
      ChatRequest request,
      Consumer<ChatDelta> sink,
      CallOptions options) {
    this.connection = connection;
    this.writer = writer;
    this.learned = learned;
    this.request = request;
    this.sink = sink;
    this.options = options;
    this.patience = connection.patience(options);
  }

  ChatReply run() {
    return connection.retrying(patience, options, this::inItsDialect);
  }

  /** Asks again without what the server refuses; remembers it once that works. */
  private ChatReply inItsDialect() {
    Dialect known = learned.get();
    Dialect dialect = known;
    for (int change = 0; ; change++) {
      try {
        ChatReply reply = attempt(dialect);
        learned.compareAndSet(known, dialect);
        return reply;
      } catch (ServerFault e) {
        Optional<Dialect> other = e.refusal().flatMap(dialect::after);
        if (other.isEmpty() || change == Dialect.Parameter.values().length) {
          throw e;
        }
        dialect = other.get();
      }
    }
  }

  private ChatReply attempt(Dialect dialect) {
    StreamedReply streamed = new StreamedReply(connection.errors(), ANSWER_BYTES);
    try (Exchange exchange = connection.send(question(dialect), ANSWER_BYTES, options)) {
      Optional<String> whole = Optional.empty();
      Optional<Piece> piece = next(exchange, streamed);
      while (piece.isPresent()) {
        switch (piece.get()) {
          case Piece.Whole all -> whole = Optional.of(all.body());
          case Piece.Event event -> take(streamed, event);
        }
        piece = next(exchange, streamed);
      }
      if (whole.isPresent()) {
        return whole(whole.get());
      }
    } catch (ServerFault e) {
      return orWhole(streamed, e);
    }
    return orWhole(streamed, connection.errors().broken("its end is missing"));
  }

  @SuppressWarnings("MustBeClosedChecker") // The exchange closes what this opens.
  private Function<OpenAIClient, HttpResponse> question(Dialect dialect) {
    ChatCompletionCreateParams parameters = writer.write(request, dialect);
    boolean stream = dialect.sends(Dialect.Parameter.STREAM);
    return client ->
        stream
            ? client.chat().completions().withRawResponse().createStreaming(parameters)
            : client.chat().completions().withRawResponse().create(parameters);
  }

  /** Some servers leave a stream open behind its last piece; that costs a moment and no answer. */
  private Optional<Piece> next(Exchange exchange, StreamedReply streamed) {
    if (!streamed.isWhole()) {
      return exchange.next(patience);
    }
    patience.shorten(TRAILING);
    try {
      return exchange.next(patience);
    } catch (MemoryException e) {
      if (e.kind() == ErrorKind.DEADLINE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ChatReply whole(String body) {
    ChatReply reply = ReplyReader.read(body, connection.errors());
    deliver(reply.text());
    return reply;
  }

  private void take(StreamedReply streamed, Piece.Event event) {
    String text = streamed.take(event);
    deliver(text);
    if (streamed.hasMoved()) {
      patience.renew();
    }
  }

  private void deliver(String text) {
    if (!text.isEmpty()) {
      delivered = true;
      sink.accept(new ChatDelta.Text(text));
    }
  }

  /**
   * Returns the answer if all of it has come. Otherwise the fault decides, but nothing is asked
   * again whose text was passed on: the reader would see it twice.
   */
  private ChatReply orWhole(StreamedReply streamed, ServerFault fault) {
    if (streamed.isWhole()) {
      deliver(streamed.rest());
      return streamed.reply();
    } else if (fault.refusal().filter(Refusal::filtered).isPresent()) {
      return streamed.filtered();
    }
    throw delivered ? fault.error() : fault;
  }
}
