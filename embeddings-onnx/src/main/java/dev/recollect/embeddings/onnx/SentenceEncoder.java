package dev.recollect.embeddings.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Tokeniser and weights, loaded: text in, vector out, on the calling thread. Thread-safe until it
 * is closed; one session serves many threads at once, each run staying on the thread that asked.
 */
final class SentenceEncoder implements AutoCloseable {

  private static final Set<String> OUTPUT = Set.of("last_hidden_state");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieces wordPieces;

  SentenceEncoder(OrtEnvironment environment, OrtSession session, WordPieces wordPieces) {
    this.environment = environment;
    this.session = session;
    this.wordPieces = wordPieces;
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
    int parts = Math.max(1, Math.ceilDiv(tokens.length, BgeSmall.WINDOW_TEXT));
    double[] sum = new double[BgeSmall.DIMENSION];
    for (int part = 0; part < parts && !(part > 0 && unwanted.getAsBoolean()); part++) {
      int from = boundary(tokens.length, part, parts);
      int to = boundary(tokens.length, part + 1, parts);
      // Marks alone, as of a text of blanks, still weigh something.
      add(sum, run(wordPieces.marked(tokens, from, to)), Math.max(1, to - from));
    }
    return unit(sum);
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

  private float[] run(long[] tokens) {
    long[] shape = {1, tokens.length};
    long[] attention = new long[tokens.length];
    Arrays.fill(attention, 1);
    try (OnnxTensor ids = tensor(tokens, shape);
        OnnxTensor mask = tensor(attention, shape);
        OnnxTensor types = tensor(new long[tokens.length], shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types),
                OUTPUT)) {
      float[] first = new float[BgeSmall.DIMENSION];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(first);
      return first;
    } catch (OrtException e) {
      throw new MemoryException(
          ErrorKind.INTERNAL, "the embedding model failed: " + e.getMessage(), e);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  /** Frees the native memory; nobody may be using it any more. */
  @Override
  public void close() {
    wordPieces.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new MemoryException(
          ErrorKind.INTERNAL, "the embedding model could not be freed: " + e.getMessage(), e);
    }
  }
}
