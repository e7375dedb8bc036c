package dev.recollect.model.openai;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Texts;
import dev.recollect.model.openai.TextParts.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of OpenAI, of Azure, or of any server that speaks the same protocol.
 * Thread-safe; one object keeps one pool of connections.
 *
 * <p>A text of more tokens than the model reads at once is cut into parts of about equal size; its
 * vector is the mean of theirs, weighted by their tokens and scaled to length 1. Texts of up to
 * {@value #TEXT_BYTES} bytes are embedded, larger ones are refused with LIMIT: a mean over that
 * much says nothing. The requests of a call follow one another; each is repeated after failures
 * that may pass, as {@link OpenAiModel} does it.
 *
 * <p>Of OpenAI's models the dimension is known, of others it is set, or learned from the first
 * vector: then {@link #identity()} asks the server, once. Further errors of {@link #embed}:
 * AUTHENTICATION, INVALID if the server refuses the request, LIMIT if a quota is used up or the
 * server reads less at once than was taken, INCOMPATIBLE for vectors of another dimension.
 */
public final class OpenAiEmbeddingModel implements EmbeddingModel {

  /** Largest text, in bytes of UTF-8. */
  public static final int TEXT_BYTES = 1024 * 1024;

  /** Most texts of a request that OpenAI takes. */
  static final int LARGEST_BATCH = 2_048;

  /** Of the 2,048 texts that a request may have, so that its answer stays below 10 MB. */
  private static final int USUAL_BATCH = 512;

  /** What servers of one's own take at least; one of Hugging Face takes no more. */
  private static final int SMALL_BATCH = 32;

  /** OpenAI takes 300,000; ours are counted text by text. */
  private static final int BATCH_TOKENS = 290_000;

  /** What most models read at once that people run themselves. */
  private static final int USUAL_TOKENS = 512;

  private final String name;
  private final String deployment;
  private final Optional<KnownEmbedding> known;
  private final int wanted;
  private final int maximumTokens;
  private final int batch;
  private final ToIntFunction<String> tokens;
  private final ServerConnection connection;
  private final AtomicReference<Dialect> dialect = new AtomicReference<>(Dialect.ofEmbeddings());
  private final AtomicInteger dimension;

  private OpenAiEmbeddingModel(Builder builder) {
    OpenAiServer server = builder.server;
    this.name = builder.name;
    this.deployment = builder.deployment();
    this.known = KnownEmbedding.named(name);
    this.wanted = builder.dimension;
    this.dimension =
        new AtomicInteger(wanted > 0 ? wanted : known.map(KnownEmbedding::dimension).orElse(0));
    this.maximumTokens =
        builder.maximumTokens > 0
            ? builder.maximumTokens
            : known.isPresent() ? KnownEmbedding.TOKENS : USUAL_TOKENS;
    int usual = server.isCompatible() ? SMALL_BATCH : USUAL_BATCH;
    this.batch = builder.batch > 0 ? builder.batch : usual;
    this.tokens = Tokenizers.of(name);
    String settings = "embedding." + server.kind().provider() + ".";
    String window = maximumTokens + " tokens (" + settings + "window)";
    this.connection =
        new ServerConnection(server, new ErrorTranslator(name, server, settings, window));
  }

  /**
   * Returns a builder of a model.
   *
   * @param name the model's name, for example {@code text-embedding-3-small}
   * @param server where it runs
   */
  public static Builder builder(String name, OpenAiServer server) {
    return new Builder(name, server);
  }

  /**
   * Returns name and dimension; what runs behind a name only the server knows. Where the dimension
   * is not known it asks the server, with the errors of {@link #embed}.
   */
  @Override
  public EmbeddingIdentity identity() {
    if (dimension.get() == 0) {
      embed(List.of("dimension"), CallOptions.none());
    }
    String by = known.isPresent() ? "openai" : "openai-protocol";
    return new EmbeddingIdentity(name, by, "default", "default", dimension.get(), "");
  }

  @Override
  public int maximumTokens() {
    return maximumTokens;
  }

  /** Returns the exact number for OpenAI's models, an estimate for others. */
  @Override
  public int countTokens(String text) {
    return tokens.applyAsInt(text);
  }

  @Override
  public List<float[]> embed(List<String> texts, CallOptions options) {
    options.check();
    connection.requireOpen("of embeddings " + name);
    List<String> copy = List.copyOf(texts);
    copy.forEach(text -> Texts.requireNonEmpty("text to embed", text, TEXT_BYTES));
    List<Part> parts = parts(copy);
    EmbeddingCall call = new EmbeddingCall(connection, dialect, deployment, shortened(), options);
    List<float[]> vectors = call.vectors(batches(parts));
    for (float[] vector : vectors) {
      dimension.compareAndSet(0, vector.length);
      if (vector.length != dimension.get()) {
        throw call.wrongDimension(vector.length, dimension.get());
      }
    }
    return joined(copy.size(), parts, vectors);
  }

  private OptionalInt shortened() {
    boolean asIs = wanted == 0 || known.filter(it -> it.dimension() == wanted).isPresent();
    return asIs ? OptionalInt.empty() : OptionalInt.of(wanted);
  }

  private List<Part> parts(List<String> texts) {
    TextParts cutter = new TextParts(tokens, maximumTokens);
    List<Part> parts = new ArrayList<>();
    for (int index = 0; index < texts.size(); index++) {
      parts.addAll(cutter.of(index, texts.get(index)));
    }
    return parts;
  }

  private List<List<Part>> batches(List<Part> parts) {
    List<List<Part>> batches = new ArrayList<>();
    int total = 0;
    for (Part part : parts) {
      boolean full =
          batches.isEmpty()
              || batches.getLast().size() == batch
              || total + part.tokens() > BATCH_TOKENS;
      if (full) {
        batches.add(new ArrayList<>());
        total = 0;
      }
      batches.getLast().add(part);
      total += part.tokens();
    }
    return batches;
  }

  /** One part is the text itself; of several the mean, in which each weighs by its tokens. */
  private static List<float[]> joined(int count, List<Part> parts, List<float[]> vectors) {
    List<float[]> joined = new ArrayList<>(count);
    int place = 0;
    for (int owner = 0; owner < count; owner++) {
      int first = place;
      float[] sum = vectors.get(place++);
      if (place < parts.size() && parts.get(place).owner() == owner) {
        sum = Vectors.scaled(sum, parts.get(first).tokens());
        for (; place < parts.size() && parts.get(place).owner() == owner; place++) {
          Vectors.add(sum, vectors.get(place), parts.get(place).tokens());
        }
        sum = mean(sum, vectors.get(first));
      }
      joined.add(sum);
    }
    return joined;
  }

  /** Parts that cancel each other out have no mean; the first then stands for all. */
  private static float[] mean(float[] sum, float[] first) {
    double length = Vectors.length(sum);
    return length > 0 ? Vectors.scaled(sum, 1 / length) : first;
  }

  /** Closes its connections. Further closing does nothing. */
  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return "OpenAiEmbeddingModel[" + name + " at " + connection.server().endpoint() + "]";
  }

  /** Collects what an {@link OpenAiEmbeddingModel} needs. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final OpenAiServer server;
    private @Nullable String deployment;
    private int dimension;
    private int maximumTokens;
    private int batch;

    private Builder(String name, OpenAiServer server) {
      if (name.isBlank()) {
        throw MemoryException.invalid(
            "the embedding model's name is empty; one is text-embedding-3-small");
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

    /**
     * Sets how many dimensions the vectors have. The server is asked for so many, unless the model
     * is known to have them; one that does not shorten vectors must have them by itself.
     */
    public Builder dimension(int value) {
      this.dimension = requireAboveZero("dimension", value);
      return this;
    }

    /**
     * Sets how many tokens the model reads at once; by default 8,191 for OpenAI's models and 512
     * for others.
     */
    public Builder maximumTokens(int value) {
      this.maximumTokens = requireAboveZero("number of tokens", value);
      return this;
    }

    /**
     * Sets how many texts a request has at most, up to 2,048; by default 512 at OpenAI and Azure,
     * 32 elsewhere.
     */
    public Builder batch(int value) {
      this.batch = requireAboveZero("number of texts", value);
      if (value > LARGEST_BATCH) {
        throw MemoryException.invalid(
            "number of texts is " + value + "; it must be at most " + LARGEST_BATCH);
      }
      return this;
    }

    private static int requireAboveZero(String what, int value) {
      if (value < 1) {
        throw MemoryException.invalid(what + " is " + value + "; it must be above 0");
      }
      return value;
    }

    /**
     * Returns the model; nothing is sent yet.
     *
     * @throws MemoryException CONFIGURATION if the model cannot have the dimension, or Azure no
     *     deployment of that name
     */
    public OpenAiEmbeddingModel build() {
      KnownEmbedding.named(name)
          .filter(known -> dimension > 0 && !known.gives(dimension))
          .ifPresent(known -> {
            throw new MemoryException(
                ErrorKind.CONFIGURATION,
                known.dimensions() + ", and " + dimension + " were asked for");
          });
      if (server.azureApi().isPresent()) {
        AzureApi.requireDeployment(deployment());
      }
      return new OpenAiEmbeddingModel(this);
    }
  }
}
