package dev.recollect.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.errors.OpenAIServiceException;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Turns what the client throws and what servers say into our errors, without the key. Thread-safe.
 */
final class ErrorTranslator {

  private static final int QUOTED = 500;

  /** What servers call a request that does not fit: OpenAI, vLLM, llama.cpp, Ollama. */
  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "maximum context length",
          "exceed_context_size",
          "exceeds the available context size",
          "exceed context window",
          "input length exceeds the context length",
          "input is too long");

  private static final List<String> KEY_REFUSED = List.of("invalid_api_key", "incorrect api key");
  private static final List<String> UNPAID = List.of("insufficient_quota", "billing_hard_limit");
  private static final List<String> BUSY =
      List.of("rate_limit", "rate limit", "ratelimit", "too many requests", "too_many_requests");
  private static final List<String> REQUEST_AT_FAULT = List.of("invalid_request", "badrequest");

  private final String model;
  private final OpenAiServer server;
  private final String settings;
  private final String window;

  /**
   * Creates a translator.
   *
   * @param settings what the keys of the model's settings begin with, for example {@code
   *     model.openai.}
   * @param window what the model reads at most, for messages
   */
  ErrorTranslator(String model, OpenAiServer server, String settings, String window) {
    this.model = model;
    this.server = server;
    this.settings = settings;
    this.window = window;
  }

  Endpoint endpoint() {
    return server.endpoint();
  }

  /** Returns the full key of a setting. */
  String setting(String name) {
    return settings + name;
  }

  ServerFault translate(Throwable thrown) {
    if (thrown instanceof ServerFault fault) {
      return fault;
    }
    if (thrown instanceof OpenAIServiceException refused) {
      return refused(Refusal.of(refused));
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLongException) {
        return fault("sent a longer answer than is read", false);
      }
      if (cause instanceof IOException io) {
        return unreachable(io);
      }
    }
    String text = "the call to " + endpoint() + " failed: " + quoted(thrown.toString());
    return new ServerFault(new MemoryException(ErrorKind.INTERNAL, text), false, null);
  }

  private ServerFault unreachable(IOException thrown) {
    MemoryException error =
        new MemoryException(
            ErrorKind.UNAVAILABLE,
            endpoint()
                + (isLost(thrown) ? " cannot be reached: " : " broke the connection off: ")
                + thrown.getMessage()
                + "; check that the server runs, or set "
                + setting("url"),
            thrown);
    return new ServerFault(error, true, null);
  }

  private static boolean isLost(IOException thrown) {
    return thrown instanceof UnknownHostException
        || thrown instanceof ConnectException
        || thrown instanceof NoRouteToHostException
        || thrown instanceof SocketTimeoutException;
  }

  /** Returns the fault of a server that answers, but not as the protocol says. */
  ServerFault strange(String what, String expected) {
    return fault(
        "sent "
            + what
            + "; "
            + expected
            + " was expected, so check that "
            + setting("url")
            + " leads to an OpenAI-compatible API (it mostly ends in /v1)",
        false);
  }

  /** Returns the fault of a stream that is of no use from here on. */
  ServerFault broken(String what) {
    return fault("broke off its answer: " + what + "; ask again", true);
  }

  private ServerFault fault(String what, boolean passing) {
    return new ServerFault(
        new MemoryException(ErrorKind.UNAVAILABLE, endpoint() + " " + what), passing, null);
  }

  /** Returns the fault of an error that stands where an answer should. */
  ServerFault said(JsonNode error) {
    return refused(Refusal.of(error));
  }

  // No cause: the client's exceptions repeat whatever the server said, which may be the key.
  private ServerFault refused(Refusal refusal) {
    boolean passing = passing(refusal);
    MemoryException error = error(refusal, passing);
    return new ServerFault(error, refusal.retry().orElse(passing) && error.retryable(), refusal);
  }

  private MemoryException error(Refusal refusal, boolean passing) {
    String said = quoted(refusal.said());
    int status = refusal.status();
    if (status == 401 || status == 403 || refusal.mentions(KEY_REFUSED)) {
      return unauthenticated(status);
    } else if (refusal.mentions(TOO_LONG)) {
      return MemoryException.limit(
          "the request exceeds what "
              + model
              + " reads at once, taken to be "
              + window
              + ": "
              + said);
    } else if (status == 402 || refusal.mentions(UNPAID)) {
      return MemoryException.limit(
          "the quota of the key for " + endpoint() + " is used up; see its billing page: " + said);
    } else if (limited(refusal)) {
      return new MemoryException(
          ErrorKind.UNAVAILABLE, endpoint() + " limits the rate of requests; wait: " + said);
    }
    return new MemoryException(
        passing ? ErrorKind.UNAVAILABLE : ErrorKind.INVALID,
        endpoint() + (passing ? " failed: " : " refuses the request to " + model + ": ") + said);
  }

  private static boolean limited(Refusal refusal) {
    return refusal.status() == 429 || (refusal.status() == 0 && refusal.mentions(BUSY));
  }

  /** In the middle of a stream there is no status: what is not the request's fault may pass. */
  private static boolean passing(Refusal refusal) {
    int status = refusal.status();
    boolean unknown = status == 0 && !refusal.mentions(REQUEST_AT_FAULT) && !refusal.filtered();
    return unknown || status >= 500 || status == 408 || status == 409 || status == 429;
  }

  private MemoryException unauthenticated(int status) {
    boolean azure = server.kind() == OpenAiServer.Kind.AZURE;
    boolean keyless = server.key().isEmpty() && server.token().isEmpty();
    return new MemoryException(
        ErrorKind.AUTHENTICATION,
        endpoint()
            + (keyless ? " needs a key" : " refuses the key")
            + (status == 0 ? "" : " (status " + status + ")")
            + "; set "
            + setting("key")
            + " or the environment variable "
            + (azure ? "AZURE_OPENAI_API_KEY" : "OPENAI_API_KEY")
            + " to one that may use "
            + model);
  }

  private String quoted(String said) {
    String safe = server.key().map(key -> said.replace(key, "***")).orElse(said);
    return safe.length() <= QUOTED ? safe : safe.substring(0, QUOTED) + "…";
  }
}
