package dev.recollect.model.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.model.openai.TextParts.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The requests of one call for embeddings, one after the other. Not thread-safe. */
final class EmbeddingCall {

  /** Bytes of a number, written as text. */
  private static final long NUMBER_BYTES = 24;

  private static final int LARGEST_DIMENSION = 16_384;
  private static final long FRAME_BYTES = 1024 * 1024;

  private final ServerConnection connection;
  private final AtomicReference<Dialect> learned;
  private final String model;
  private final OptionalInt shortened;
  private final CallOptions options;

  /**
   * Creates a call.
   *
   * @param model what the server calls the model
   * @param shortened the dimensions to ask for, if not as many as the model has
   */
  EmbeddingCall(
      ServerConnection connection,
      AtomicReference<Dialect> learned,
      String model,
      OptionalInt shortened,
      CallOptions options) {
    this.connection = connection;
    this.learned = learned;
    this.model = model;
    this.shortened = shortened;
    this.options = options;
  }

  /**
   * Returns a vector a part, in order.
   *
   * @throws MemoryException also DEADLINE and CANCELLED
   */
  List<float[]> vectors(List<List<Part>> batches) {
    List<float[]> vectors = new ArrayList<>();
    for (List<Part> batch : batches) {
      options.check();
      Patience patience = connection.patience(options);
      vectors.addAll(connection.retrying(patience, options, () -> inItsDialect(batch, patience)));
    }
    return vectors;
  }

  private List<float[]> inItsDialect(List<Part> batch, Patience patience) {
    Dialect known = learned.get();
    Dialect dialect = known;
    for (int change = 0; ; change++) {
      try {
        List<float[]> vectors = List.of(attempt(batch, dialect, patience));
        learned.compareAndSet(known, dialect);
        return vectors;
      } catch (ServerFault e) {
        Optional<Dialect> other = e.refusal().flatMap(dialect::after);
        if (other.isEmpty() || change == Dialect.Parameter.values().length) {
          throw e;
        }
        dialect = other.get();
      }
    }
  }

  private float[][] attempt(List<Part> batch, Dialect dialect, Patience patience) {
    long limit = FRAME_BYTES + batch.size() * NUMBER_BYTES * LARGEST_DIMENSION;
    StringBuilder answer = new StringBuilder();
    try (Exchange exchange =
        connection.send(
            question(batch, dialect), Math.min(limit, Integer.MAX_VALUE / 4), options)) {
      Optional<Piece> piece = exchange.next(patience);
      while (piece.isPresent()) {
        switch (piece.get()) {
          case Piece.Whole all -> answer.append(all.body());
          case Piece.Event event -> answer.append(event.data());
        }
        piece = exchange.next(patience);
      }
    }
    return new EmbeddingReader(connection.errors()).read(answer.toString(), batch.size());
  }

  @SuppressWarnings("MustBeClosedChecker") // The exchange closes what this opens.
  private Function<OpenAIClient, HttpResponse> question(List<Part> batch, Dialect dialect) {
    EmbeddingCreateParams parameters = parameters(batch, dialect);
    return client -> client.embeddings().withRawResponse().create(parameters);
  }

  private EmbeddingCreateParams parameters(List<Part> batch, Dialect dialect) {
    EmbeddingCreateParams.Builder parameters =
        EmbeddingCreateParams.builder()
            .model(model)
            .inputOfArrayOfStrings(batch.stream().map(Part::text).toList())
            // A third of the bytes, and the numbers as they are.
            .encodingFormat(
                dialect.sends(Dialect.Parameter.ENCODING_FORMAT)
                    ? EmbeddingCreateParams.EncodingFormat.BASE64
                    : EmbeddingCreateParams.EncodingFormat.FLOAT);
    if (dialect.sends(Dialect.Parameter.DIMENSIONS)) {
      shortened.ifPresent(parameters::dimensions);
    }
    return parameters.build();
  }

  /** Returns the error of vectors that are not as long as they must be. */
  MemoryException wrongDimension(int dimension, int expected) {
    return new MemoryException(
        ErrorKind.INCOMPATIBLE,
        connection.errors().endpoint()
            + " sent embeddings of "
            + model
            + " with "
            + dimension
            + " dimensions, and "
            + expected
            + " were expected; set "
            + connection.errors().setting("dimension")
            + " to what the model gives, or take the model that the memory was filled with");
  }
}
