package dev.recollect.model.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.http.HttpResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A chat model of OpenAI, or of any server that speaks its chat completions protocol (Ollama, vLLM,
 * llama.cpp, LM Studio). Thread-safe; one object keeps one pool of connections.
 *
 * <p>An answer comes as a whole: the sink of {@link #reply} takes the text once. Errors carry the
 * kinds that {@link ChatModel} lists; where a server cannot be reached or does not speak the
 * protocol, the message names its host and port. No message and no text form of this object holds
 * the key.
 */
public final class OpenAiModel implements ChatModel {

  static final String OPENAI_URL = "https://api.openai.com/v1";

  /** Largest answer that is read, in bytes. */
  private static final int ANSWER_BYTES = 16 * 1024 * 1024;

  private final String name;
  private final int contextWindow;
  private final Duration timeout;
  private final OpenAIClient client;
  private final RequestWriter writer;
  private final ToIntFunction<String> tokens;
  private final ErrorTranslator errors;
  private volatile boolean closed;

  private OpenAiModel(Builder builder) {
    Endpoint endpoint = Endpoint.of(builder.baseUrl);
    boolean openAi = builder.baseUrl.equals(OPENAI_URL);
    this.name = builder.name;
    this.contextWindow =
        builder.contextWindow > 0 ? builder.contextWindow : ContextWindows.of(name, openAi);
    this.timeout = builder.timeout;
    this.tokens = Tokenizers.of(name);
    this.writer = new RequestWriter(name, openAi);
    this.errors =
        new ErrorTranslator(name, endpoint, contextWindow, builder.key, builder.keyNamedInErrors);
    this.client = client(builder);
  }

  /**
   * Returns a model of OpenAI, or of the server that {@code OPENAI_BASE_URL} names, with the key of
   * {@code OPENAI_API_KEY}.
   *
   * @param name the model's name, for example {@code gpt-5-mini}
   * @throws MemoryException AUTHENTICATION if there is no key and the server is OpenAI's
   */
  public static OpenAiModel of(String name) {
    return builder(name).environment(System.getenv()).build();
  }

  /** Returns a builder of a model with the given name. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  private static OpenAIClient client(Builder builder) {
    OpenAIOkHttpClient.Builder client =
        OpenAIOkHttpClient.builder()
            .baseUrl(builder.baseUrl)
            .apiKey(builder.key == null ? "none" : builder.key)
            // Ours passes first, with a message that says which setting it was.
            .timeout(builder.timeout.multipliedBy(2))
            .maxRetries(builder.retries)
            // The client tells its maker about the machine in headers, and logs requests if asked.
            .disableTelemetry(true)
            .logLevel(LogLevel.OFF);
    if (builder.organization != null) {
      client.organization(builder.organization);
    }
    return client.build();
  }

  @Override
  public String id() {
    return "openai:" + name;
  }

  @Override
  public String description() {
    return name + ", a language model at " + errors.endpoint();
  }

  @Override
  public int contextWindow() {
    return contextWindow;
  }

  /**
   * Returns the exact number for OpenAI's models whose tokeniser is published (gpt-3.5-turbo to
   * gpt-5, gpt-oss, o1 to o4); for every other an estimate: 3.5 letters of ASCII a token, 2.5 bytes
   * of UTF-8 for everything else, which is on the high side for prose.
   */
  @Override
  public int countTokens(String text) {
    return tokens.applyAsInt(text);
  }

  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    options.check();
    if (closed) {
      throw MemoryException.invalid("the model " + id() + " is closed; open another");
    }
    ChatCompletionCreateParams parameters = writer.write(request);
    ChatReply reply = send(parameters, options);
    if (!reply.text().isEmpty()) {
      sink.accept(new ChatDelta.Text(reply.text()));
    }
    return reply;
  }

  private ChatReply send(ChatCompletionCreateParams parameters, CallOptions options) {
    byte[] answer;
    try {
      answer = AbandonableCall.run(() -> ask(parameters), timeout, options, errors.endpoint());
    } catch (MemoryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
    return ReplyReader.read(answer, errors.endpoint());
  }

  private byte[] ask(ChatCompletionCreateParams parameters) {
    try (HttpResponse response = client.chat().completions().withRawResponse().create(parameters);
        InputStream body = response.body()) {
      byte[] answer = body.readNBytes(ANSWER_BYTES + 1);
      if (answer.length > ANSWER_BYTES) {
        throw new MemoryException(
            ErrorKind.UNAVAILABLE,
            errors.endpoint() + " sent an answer of over " + ANSWER_BYTES + " bytes");
      }
      return answer;
    } catch (IOException e) {
      throw errors.unreachable(e);
    }
  }

  /** Closes its connections. Further closing does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      client.close();
    }
  }

  @Override
  public String toString() {
    return "OpenAiModel[" + name + " at " + errors.endpoint() + "]";
  }

  /** Collects what an {@link OpenAiModel} needs. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private String baseUrl = OPENAI_URL;
    private @Nullable String key;
    private @Nullable String organization;
    private Duration timeout = Duration.ofSeconds(60);
    private int retries = 2;
    private int contextWindow;
    private String keyNamedInErrors = "model.openai.key";

    private Builder(String name) {
      if (name.isBlank()) {
        throw MemoryException.invalid("the model's name is empty; one is gpt-5-mini");
      }
      this.name = name;
    }

    /** Sets the API key. */
    public Builder key(String value) {
      this.key = value.isBlank() ? null : value.strip();
      return this;
    }

    /** Sets where the server's API begins, for example {@code http://localhost:11434/v1}. */
    public Builder baseUrl(String value) {
      this.baseUrl = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      return this;
    }

    /** Sets who pays, if the key is of several. */
    public Builder organization(String value) {
      this.organization = value;
      return this;
    }

    /** Sets how long one answer may take, retries included; 60 seconds by default. */
    public Builder timeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw MemoryException.invalid("timeout is " + value + "; it must be positive");
      }
      this.timeout = value;
      return this;
    }

    /** Sets how often a request is sent again after a failure that may pass; 2 by default. */
    public Builder retries(int value) {
      if (value < 0) {
        throw MemoryException.invalid("retries is " + value + "; it must be 0 or more");
      }
      this.retries = value;
      return this;
    }

    /**
     * Sets how many tokens a request and its answer may have together; by default what the name is
     * known for, otherwise 128,000 at OpenAI and 8,192 elsewhere.
     */
    public Builder contextWindow(int value) {
      if (value < 1) {
        throw MemoryException.invalid("context window is " + value + "; it must be above 0");
      }
      this.contextWindow = value;
      return this;
    }

    Builder keyNamedInErrors(String value) {
      this.keyNamedInErrors = value;
      return this;
    }

    /**
     * Takes key, URL and organization from {@code OPENAI_API_KEY}, {@code OPENAI_BASE_URL} and
     * {@code OPENAI_ORG_ID}, where they are set.
     */
    public Builder environment(Map<String, String> variables) {
      take(variables, "OPENAI_API_KEY", this::key);
      take(variables, "OPENAI_BASE_URL", this::baseUrl);
      take(variables, "OPENAI_ORG_ID", this::organization);
      return this;
    }

    private static void take(
        Map<String, String> variables, String variable, Consumer<String> setter) {
      String value = variables.get(variable);
      if (value != null && !value.isBlank()) {
        setter.accept(value);
      }
    }

    /**
     * Returns the model; nothing is sent yet.
     *
     * @throws MemoryException AUTHENTICATION if OpenAI's own server is to be asked without a key,
     *     CONFIGURATION if the URL is none
     */
    public OpenAiModel build() {
      if (key == null && baseUrl.equals(OPENAI_URL)) {
        throw new MemoryException(
            ErrorKind.AUTHENTICATION,
            "OpenAI needs a key: set the environment variable OPENAI_API_KEY or "
                + keyNamedInErrors
                + "; for a server of your own set OPENAI_BASE_URL or model.openai.url");
      }
      return new OpenAiModel(this);
    }
  }
}
