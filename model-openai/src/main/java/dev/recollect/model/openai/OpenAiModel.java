package dev.recollect.model.openai;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.value.CallOptions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A chat model of OpenAI, of Azure, or of any server that speaks the protocol of chat completions
 * (Ollama, vLLM, llama.cpp, LM Studio). Thread-safe; one object keeps one pool of connections.
 *
 * <p>Answers are streamed: the sink of {@link #reply} gets text as it arrives, on the calling
 * thread, and as long as it is busy the server is not read from. A server that refuses to stream,
 * or another optional parameter, is asked again without it, and from then on only so.
 *
 * <p>A failure that may pass (a rate limit, a status of 5xx, a connection that breaks) is followed
 * by another attempt, after as long as the server asks to wait; not so once text has been passed
 * on. An answer of which a part is missing is never returned. What a content filter holds back ends
 * as {@link ChatReply.Finish#FILTERED}.
 *
 * <p>Errors carry the kinds that {@link ChatModel} lists; where a server cannot be reached or does
 * not speak the protocol, the message names its host and port. What the sink throws ends the
 * request and passes through. No message and no text form of this object holds the key.
 */
public final class OpenAiModel implements ChatModel {

  private final String id;
  private final String name;
  private final int contextWindow;
  private final ToIntFunction<String> tokens;
  private final RequestWriter writer;
  private final ServerConnection connection;
  private final AtomicReference<Dialect> dialect;

  private OpenAiModel(Builder builder) {
    OpenAiServer server = builder.server;
    String provider = server.kind().provider();
    this.name = builder.name;
    this.id = provider + ":" + builder.deployment();
    this.contextWindow =
        builder.contextWindow > 0
            ? builder.contextWindow
            : ContextWindows.of(name, !server.isCompatible());
    this.tokens = Tokenizers.of(name);
    this.writer = new RequestWriter(builder.deployment(), server.isCompatible());
    this.dialect = new AtomicReference<>(Dialect.ofChat(builder.stream, !server.isCompatible()));
    String settings = "model." + provider + ".";
    String window = contextWindow + " tokens of context window (" + settings + "window)";
    this.connection =
        new ServerConnection(server, new ErrorTranslator(name, server, settings, window));
  }

  /**
   * Returns a model of OpenAI, or of the server that {@code OPENAI_BASE_URL} names, with the key of
   * {@code OPENAI_API_KEY}.
   *
   * @param name the model's name, for example {@code gpt-5-mini}
   * @throws MemoryException AUTHENTICATION if there is no key and the server is OpenAI's
   */
  public static OpenAiModel of(String name) {
    return builder(name, OpenAiServer.ofEnvironment(System.getenv()).build()).build();
  }

  /**
   * Returns a builder of a model.
   *
   * @param name the model's name
   * @param server where it runs
   */
  public static Builder builder(String name, OpenAiServer server) {
    return new Builder(name, server);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return name + ", a language model at " + connection.server().endpoint();
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
    connection.requireOpen(id);
    return new ChatCall(connection, writer, dialect, request, sink, options).run();
  }

  /** Closes its connections. Further closing does nothing. */
  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return "OpenAiModel[" + name + " at " + connection.server().endpoint() + "]";
  }

  /** Collects what an {@link OpenAiModel} needs. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final OpenAiServer server;
    private @Nullable String deployment;
    private boolean stream = true;
    private int contextWindow;

    private Builder(String name, OpenAiServer server) {
      if (name.isBlank()) {
        throw MemoryException.invalid("the model's name is empty; one is gpt-5-mini");
      }
      this.name = name;
      this.server = server;
    }

    private String deployment() {
      return deployment == null ? name : deployment;
    }

    /** Sets what the server calls the model, if not by its name: a deployment of Azure. */
    public Builder deployment(String value) {
      this.deployment = value;
      return this;
    }

    /** Sets whether answers are streamed; they are by default. */
    public Builder stream(boolean value) {
      this.stream = value;
      return this;
    }

    /**
     * Sets how many tokens a request and its answer may have together; by default what the name is
     * known for, otherwise 128,000 at OpenAI and Azure and 8,192 elsewhere.
     */
    public Builder contextWindow(int value) {
      if (value < 1) {
        throw MemoryException.invalid("context window is " + value + "; it must be above 0");
      }
      this.contextWindow = value;
      return this;
    }

    /**
     * Returns the model; nothing is sent yet.
     *
     * @throws MemoryException CONFIGURATION if Azure can have no deployment of that name
     */
    public OpenAiModel build() {
      if (server.azureApi().isPresent()) {
        AzureApi.requireDeployment(deployment());
      }
      return new OpenAiModel(this);
    }
  }
}
