package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.model.EmbeddingIdentity;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Tokeniser and weights, loaded: text in, vector out, on the calling thread. Thread-safe until it
 * is closed; one session serves many threads at once, each run staying on the thread that asked.
 */
final class SentenceEncoder implements AutoCloseable {

  private final Graph graph;
  private final WordPieces wordPieces;
  private final EmbeddingIdentity identity;
  private final Pooling pooling;
  private final int windowText;

  /**
   * Takes over its parts.
   *
   * @param identity what the vectors depend on
   * @param pooling how the vectors of the tokens become one
   * @param window longest input, in tokens, start and end marks included
   */
  SentenceEncoder(
      Graph graph, WordPieces wordPieces, EmbeddingIdentity identity, Pooling pooling, int window) {
    this.graph = graph;
    this.wordPieces = wordPieces;
    this.identity = identity;
    this.pooling = pooling;
    this.windowText = window - WordPieces.MARKS;
  }

  EmbeddingIdentity identity() {
    return identity;
  }

  int countTokens(String text) {
    return wordPieces.count(text);
  }

  /**
   * Returns the vector of a text.
   *
   * @param text storable text
   * @param unwanted asked between the parts of a long text; the vector of one that nobody waits for
   *     is of the parts so far
   */
  float[] embed(String text, BooleanSupplier unwanted) {
    long[] tokens = wordPieces.of(text);
    int parts = Math.max(1, Math.ceilDiv(tokens.length, windowText));
    double[] sum = new double[graph.dimension()];
    for (int part = 0; part < parts && !(part > 0 && unwanted.getAsBoolean()); part++) {
      int from = boundary(tokens.length, part, parts);
      int to = boundary(tokens.length, part + 1, parts);
      // Marks alone, as of a text of blanks, still weigh something.
      add(sum, run(wordPieces.marked(tokens, from, to)), Math.max(1, to - from));
    }
    return unit(sum);
  }

  private float[] run(long[] tokens) {
    return graph.run(tokens, vectors -> pooling.pool(vectors, graph.dimension()));
  }

  private static int boundary(int tokens, int part, int parts) {
    return Math.toIntExact((long) tokens * part / parts);
  }

  private static void add(double[] sum, float[] vector, int weight) {
    double scale = weight / norm(vector);
    for (int index = 0; index < sum.length; index++) {
      sum[index] += vector[index] * scale;
    }
  }

  private static double norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private static float[] unit(double[] sum) {
    double norm = Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
    float[] vector = new float[sum.length];
    for (int index = 0; index < sum.length; index++) {
      vector[index] = (float) (sum[index] / norm);
    }
    return vector;
  }

  /** Frees the native memory; nobody may be using it any more. */
  @Override
  public void close() {
    wordPieces.close();
    graph.close();
  }
}
