package dev.recollect.model.openai;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks OpenAI's protocol, who asks it, and with how much patience: OpenAI's own,
 * one of Azure, or any compatible one (Ollama, vLLM, llama.cpp, LM Studio). Immutable; no text form
 * of it holds the key.
 */
public final class OpenAiServer {

  static final String OPENAI_URL = "https://api.openai.com/v1";

  /** Whose server it is; they differ in names of parameters, in defaults and in how one logs in. */
  enum Kind {
    OPENAI,
    COMPATIBLE,
    AZURE;

    /** Returns the id of the providers that reach it. */
    String provider() {
      return this == AZURE ? "azure" : "openai";
    }
  }

  private final Kind kind;
  private final String url;
  private final Endpoint endpoint;
  private final @Nullable AzureApi azureApi;
  private final @Nullable String key;
  private final @Nullable Supplier<String> token;
  private final @Nullable String organization;
  private final Duration timeout;
  private final int retries;
  private final Duration firstPause;

  private OpenAiServer(Builder builder) {
    this.azureApi = builder.azure ? AzureApi.of(builder.url, builder.version) : null;
    this.url = azureApi == null ? builder.url : azureApi.baseUrl();
    this.endpoint = Endpoint.of(url, builder.azure);
    this.kind = builder.azure ? Kind.AZURE : kind(endpoint);
    this.key = builder.key;
    this.token = builder.token;
    this.organization = builder.organization;
    this.timeout = builder.timeout;
    this.retries = builder.retries;
    this.firstPause = builder.firstPause;
  }

  private static Kind kind(Endpoint endpoint) {
    String host = endpoint.host().toLowerCase(Locale.ROOT);
    boolean theirs = host.equals("api.openai.com") || host.endsWith(".api.openai.com");
    return theirs ? Kind.OPENAI : Kind.COMPATIBLE;
  }

  /** Returns a builder of OpenAI's own server. */
  public static Builder openAi() {
    return new Builder(false, OPENAI_URL);
  }

  /**
   * Returns a builder of any compatible server.
   *
   * @param url where its API begins, for example {@code http://localhost:11434/v1}
   */
  public static Builder at(String url) {
    return new Builder(false, url);
  }

  /**
   * Returns a builder of a resource of Azure OpenAI.
   *
   * @param url its endpoint, for example {@code https://NAME.openai.azure.com}
   */
  public static Builder azure(String url) {
    return new Builder(true, url);
  }

  /**
   * Returns a builder of what {@code OPENAI_BASE_URL} names, else OpenAI's own server, with the key
   * of {@code OPENAI_API_KEY} and the organization of {@code OPENAI_ORG_ID}.
   */
  public static Builder ofEnvironment(Map<String, String> variables) {
    Builder builder = at(variable(variables, "OPENAI_BASE_URL").orElse(OPENAI_URL));
    variable(variables, "OPENAI_API_KEY").ifPresent(builder::key);
    variable(variables, "OPENAI_ORG_ID").ifPresent(builder::organization);
    return builder;
  }

  /**
   * Returns a builder of the resource of Azure that {@code AZURE_OPENAI_ENDPOINT} names, with the
   * key of {@code AZURE_OPENAI_API_KEY} or the token of {@code AZURE_OPENAI_AD_TOKEN}, and the
   * version of {@code OPENAI_API_VERSION} if that is set.
   *
   * @throws MemoryException CONFIGURATION if the endpoint is not set
   */
  public static Builder azureOfEnvironment(Map<String, String> variables) {
    Builder builder =
        azure(variable(variables, "AZURE_OPENAI_ENDPOINT").orElseThrow(AzureApi::noEndpoint));
    variable(variables, "AZURE_OPENAI_API_KEY").ifPresent(builder::key);
    variable(variables, "AZURE_OPENAI_AD_TOKEN").ifPresent(text -> builder.token(() -> text));
    variable(variables, "OPENAI_API_VERSION").ifPresent(builder::version);
    return builder;
  }

  private static Optional<String> variable(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }

  Kind kind() {
    return kind;
  }

  boolean isCompatible() {
    return kind == Kind.COMPATIBLE;
  }

  String url() {
    return url;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Optional<AzureApi> azureApi() {
    return Optional.ofNullable(azureApi);
  }

  Optional<String> key() {
    return Optional.ofNullable(key);
  }

  Optional<Supplier<String>> token() {
    return Optional.ofNullable(token);
  }

  Optional<String> organization() {
    return Optional.ofNullable(organization);
  }

  /** Returns how long it may keep a caller waiting. */
  Duration timeout() {
    return timeout;
  }

  /** Returns how often a request is sent again. */
  int retries() {
    return retries;
  }

  /** Returns the longest first pause before a request is sent again. */
  Duration firstPause() {
    return firstPause;
  }

  @Override
  public String toString() {
    return "OpenAiServer[" + endpoint + "]";
  }

  /** Collects what an {@link OpenAiServer} needs. Not thread-safe. */
  public static final class Builder {
    private final boolean azure;
    private final String url;
    private @Nullable String version;
    private @Nullable String key;
    private @Nullable Supplier<String> token;
    private @Nullable String organization;
    private Duration timeout = Duration.ofSeconds(60);
    private int retries = 3;
    private Duration firstPause = Duration.ofMillis(500);

    private Builder(boolean azure, String url) {
      this.azure = azure;
      this.url = withoutSlashes(url.strip());
    }

    private static String withoutSlashes(String url) {
      return url.endsWith("/") ? withoutSlashes(url.substring(0, url.length() - 1)) : url;
    }

    /** Sets the API key. */
    public Builder key(String value) {
      this.key = value.isBlank() ? null : value.strip();
      return this;
    }

    /**
     * Sets who gives a bearer token at each request: one of Microsoft Entra for Azure, which passes
     * after about an hour, or that of a gateway. It stands in for the key.
     */
    public Builder token(Supplier<String> value) {
      this.token = value;
      return this;
    }

    /** Sets who pays, if the key is of several. */
    public Builder organization(String value) {
      this.organization = value;
      return this;
    }

    /**
     * Sets the version of Azure's API: a date such as {@code 2024-10-21} for paths with
     * deployments, {@code v1} (the default) or {@code preview} for the API without dates. Other
     * servers have none.
     */
    public Builder version(String value) {
      this.version = value.isBlank() ? null : value.strip();
      return this;
    }

    /**
     * Sets how long the server may keep a caller waiting, retries included, for a whole answer or
     * for the next piece of one that it streams; 60 seconds by default. How long a whole stream may
     * take is the deadline of the call.
     */
    public Builder timeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw MemoryException.invalid("timeout is " + value + "; it must be positive");
      }
      this.timeout = value;
      return this;
    }

    /** Sets how often a request is sent again after a failure that may pass; 3 by default. */
    public Builder retries(int value) {
      if (value < 0) {
        throw MemoryException.invalid("retries is " + value + "; it must be 0 or more");
      }
      this.retries = value;
      return this;
    }

    Builder firstPause(Duration value) {
      this.firstPause = value;
      return this;
    }

    /**
     * Returns the server; nothing is sent.
     *
     * @throws MemoryException CONFIGURATION if the URL is none, or does not go with the version;
     *     AUTHENTICATION if OpenAI or Azure is to be asked without a key
     */
    public OpenAiServer build() {
      OpenAiServer server = new OpenAiServer(this);
      if (key == null && token == null && !server.isCompatible()) {
        throw new MemoryException(
            ErrorKind.AUTHENTICATION,
            azure
                ? "Azure needs a key or a token: set AZURE_OPENAI_API_KEY or model.azure.key,"
                    + " embedding.azure.key for embeddings"
                : "OpenAI needs a key: set the environment variable OPENAI_API_KEY or"
                    + " model.openai.key, embedding.openai.key for embeddings; for a server of your"
                    + " own set OPENAI_BASE_URL or model.openai.url");
      }
      return server;
    }
  }
}
