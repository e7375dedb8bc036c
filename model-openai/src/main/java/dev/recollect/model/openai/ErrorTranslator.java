package dev.recollect.model.openai;

import com.openai.errors.OpenAIServiceException;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what the client throws into our errors, without the key. Thread-safe. */
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
          "input is too long");

  private final String model;
  private final Endpoint endpoint;
  private final int contextWindow;
  private final @Nullable String key;
  private final String keySetting;

  ErrorTranslator(
      String model, Endpoint endpoint, int contextWindow, @Nullable String key, String keySetting) {
    this.model = model;
    this.endpoint = endpoint;
    this.contextWindow = contextWindow;
    this.key = key;
    this.keySetting = keySetting;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  MemoryException translate(RuntimeException thrown) {
    if (thrown instanceof OpenAIServiceException refused) {
      return refused(refused);
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return unreachable(io);
      }
    }
    return new MemoryException(
        ErrorKind.INTERNAL, "the call to " + endpoint + " failed: " + quoted(thrown.toString()));
  }

  MemoryException unreachable(IOException thrown) {
    boolean late = thrown instanceof InterruptedIOException;
    return new MemoryException(
        late ? ErrorKind.DEADLINE : ErrorKind.UNAVAILABLE,
        endpoint
            + (late ? " did not answer in time: " : " cannot be reached: ")
            + thrown.getMessage()
            + "; check that the server runs, or set model.openai.url",
        thrown);
  }

  // No cause: the client's exceptions repeat whatever the server said, which may be the key.
  private MemoryException refused(OpenAIServiceException refused) {
    int status = refused.statusCode();
    String said = quoted(String.valueOf(refused.getMessage()));
    if (status == 401 || status == 403) {
      return unauthenticated(status);
    }
    if (isTooLong(refused)) {
      return tooLong(said);
    }
    if (status == 429) {
      return limited(refused, said);
    }
    boolean passing = status >= 500 || status == 408 || status == 409;
    return new MemoryException(
        passing ? ErrorKind.UNAVAILABLE : ErrorKind.INVALID,
        endpoint + (passing ? " failed: " : " refuses the request to " + model + ": ") + said);
  }

  private MemoryException unauthenticated(int status) {
    return new MemoryException(
        ErrorKind.AUTHENTICATION,
        endpoint
            + (key == null ? " needs a key" : " refuses the key")
            + " (status "
            + status
            + "); set "
            + keySetting
            + " or the environment variable OPENAI_API_KEY to one that may use "
            + model);
  }

  private static boolean isTooLong(OpenAIServiceException refused) {
    String all =
        (refused.code().orElse("") + " " + refused.type().orElse("") + " " + refused.getMessage())
            .toLowerCase(Locale.ROOT);
    return TOO_LONG.stream().anyMatch(all::contains);
  }

  private MemoryException tooLong(String said) {
    return MemoryException.limit(
        "the request exceeds the context window of "
            + model
            + ", which was taken to be "
            + contextWindow
            + " tokens (model.openai.window): "
            + said);
  }

  private MemoryException limited(OpenAIServiceException refused, String said) {
    boolean quota =
        refused.code().orElse("").equals("insufficient_quota")
            || refused.type().orElse("").equals("insufficient_quota");
    return quota
        ? MemoryException.limit(
            "the quota of the key for " + endpoint + " is used up; see its billing page: " + said)
        : new MemoryException(
            ErrorKind.UNAVAILABLE, endpoint + " limits the rate of requests; wait: " + said);
  }

  private String quoted(String said) {
    String safe = key == null ? said : said.replace(key, "***");
    return safe.length() <= QUOTED ? safe : safe.substring(0, QUOTED) + "…";
  }
}
