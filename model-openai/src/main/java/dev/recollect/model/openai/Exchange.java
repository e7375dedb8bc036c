package dev.recollect.model.openai;

import com.openai.core.http.HttpResponse;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One request under way, whose answer a virtual thread reads and the caller takes piece by piece.
 *
 * <p>An interrupt closes the socket that a virtual thread reads from, so closing ends the exchange
 * at once, wherever it is. As long as the caller is busy with one piece, the thread waits with the
 * next and reads no further, so a slow caller holds the server back.
 */
final class Exchange implements AutoCloseable {

  private final Handover<Piece> pieces = new Handover<>();
  private final ErrorTranslator errors;
  private final Thread reader;
  private final Runnable forget;

  private Exchange(
      Supplier<HttpResponse> request,
      AnswerReader answers,
      ErrorTranslator errors,
      CallOptions options) {
    this.errors = errors;
    this.reader =
        Thread.ofVirtual().name("recollect-openai").unstarted(() -> run(request, answers));
    this.forget = options.cancellation().onCancel(pieces::cancel);
  }

  /** Sends a request. */
  static Exchange start(
      Supplier<HttpResponse> request,
      AnswerReader answers,
      ErrorTranslator errors,
      CallOptions options) {
    Exchange exchange = new Exchange(request, answers, errors, options);
    exchange.reader.start();
    return exchange;
  }

  private void run(Supplier<HttpResponse> request, AnswerReader answers) {
    try {
      try (HttpResponse response = request.get()) {
        answers.read(response, pieces);
      }
      // Behind the closing, by which the connection is free for the next request.
      pieces.end(null);
    } catch (RuntimeException | IOException | InterruptedException | Error e) {
      pieces.end(e);
    }
  }

  /**
   * Waits for the next piece; returns nothing at the end.
   *
   * @throws ServerFault if the server refuses, or the answer breaks off
   * @throws MemoryException DEADLINE or CANCELLED
   */
  Optional<Piece> next(Patience patience) {
    long nanos = patience.left().toNanos();
    try {
      if (nanos <= 0) {
        throw patience.passed();
      }
      return pieces.take(nanos);
    } catch (TimeoutException e) {
      throw patience.passed();
    } catch (CancellationException e) {
      throw new MemoryException(ErrorKind.CANCELLED, "the call was cancelled by its caller");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED,
          "the thread was interrupted while it waited for " + errors.endpoint(),
          e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private ServerFault failed(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return errors.translate(cause);
  }

  /** Ends the exchange; what has not come by now is not read. */
  @Override
  public void close() {
    forget.run();
    if (!pieces.hasEnded()) {
      reader.interrupt();
    }
  }
}
