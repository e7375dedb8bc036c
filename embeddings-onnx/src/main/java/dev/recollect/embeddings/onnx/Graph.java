package dev.recollect.embeddings.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A loaded graph: the tokens of a text in, a vector for each of them out. Thread-safe until it is
 * closed; each run stays on the thread that asked.
 */
final class Graph implements AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final Set<String> INPUTS = Set.of(IDS, MASK, TYPES);
  private static final List<String> OUTPUTS = List.of("last_hidden_state", "token_embeddings");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<String> inputs;
  private final String output;
  private final int dimension;

  /**
   * Takes over a session.
   *
   * @param model what it is called in messages
   * @throws MemoryException CONFIGURATION if it has not the inputs and outputs of a transformer
   *     that embeds text
   */
  Graph(String model, OrtEnvironment environment, OrtSession session) throws OrtException {
    this.environment = environment;
    this.session = session;
    this.inputs = requireInputs(model, session.getInputInfo());
    TokenVectors vectors = TokenVectors.of(model, session.getOutputInfo());
    this.output = vectors.output();
    this.dimension = vectors.dimension() > 0 ? vectors.dimension() : measured();
  }

  private static Set<String> requireInputs(String model, Map<String, NodeInfo> found) {
    boolean known = found.containsKey(IDS) && INPUTS.containsAll(found.keySet());
    boolean whole = found.values().stream().allMatch(input -> type(input) == OnnxJavaType.INT64);
    if (!known || !whole) {
      throw unusable(
          model,
          "inputs "
              + described(found)
              + "; it must have input_ids and may have attention_mask and token_type_ids, all"
              + " INT64");
    }
    return Set.copyOf(found.keySet());
  }

  /** The output with the vectors of the tokens; a dimension of -1 is not known yet. */
  private record TokenVectors(String output, int dimension) {

    static TokenVectors of(String model, Map<String, NodeInfo> found) {
      List<NodeInfo> usable = found.values().stream().filter(TokenVectors::isUsable).toList();
      NodeInfo output =
          OUTPUTS.stream()
              .flatMap(name -> usable.stream().filter(info -> info.getName().equals(name)))
              .findFirst()
              .or(() -> usable.stream().filter(info -> usable.size() == 1).findFirst())
              .orElseThrow(() ->
                  unusable(
                      model,
                      "outputs "
                          + described(found)
                          + "; one must be last_hidden_state or token_embeddings: FLOAT, of text,"
                          + " token and number"));
      return new TokenVectors(output.getName(), Math.toIntExact(shape(output)[2]));
    }

    private static boolean isUsable(NodeInfo info) {
      return type(info) == OnnxJavaType.FLOAT && shape(info).length == 3;
    }
  }

  private static OnnxJavaType type(NodeInfo info) {
    return info.getInfo() instanceof TensorInfo tensor ? tensor.type : OnnxJavaType.UNKNOWN;
  }

  private static long[] shape(NodeInfo info) {
    return info.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
  }

  private static String described(Map<String, NodeInfo> found) {
    return found.entrySet().stream()
        .map(entry ->
            entry.getKey()
                + " "
                + type(entry.getValue())
                + Arrays.toString(shape(entry.getValue())))
        .sorted()
        .toList()
        .toString();
  }

  private static MemoryException unusable(String model, String what) {
    return new MemoryException(
        ErrorKind.CONFIGURATION, "the embedding model " + model + " has the " + what);
  }

  private int measured() {
    return run(new long[] {0}, FloatBuffer::remaining);
  }

  /** Returns how many numbers a vector has. */
  int dimension() {
    return dimension;
  }

  /**
   * Runs the graph over the tokens of a text.
   *
   * @param reading reads the tokens' vectors, one after the other
   */
  <T> T run(long[] tokens, Function<FloatBuffer, T> reading) {
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor ids = tensor(tokens);
        OnnxTensor mask = tensor(ones);
        OnnxTensor types = tensor(new long[tokens.length])) {
      Map<String, OnnxTensor> given = new HashMap<>();
      Stream.of(Map.entry(IDS, ids), Map.entry(MASK, mask), Map.entry(TYPES, types))
          .filter(entry -> inputs.contains(entry.getKey()))
          .forEach(entry -> given.put(entry.getKey(), entry.getValue()));
      try (OrtSession.Result result = session.run(given, Set.of(output))) {
        return reading.apply(((OnnxTensor) result.get(0)).getFloatBuffer());
      }
    } catch (OrtException e) {
      throw new MemoryException(
          ErrorKind.INTERNAL,
          "the embedding model failed on " + tokens.length + " tokens: " + e.getMessage(),
          e);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new MemoryException(
          ErrorKind.INTERNAL, "the embedding model could not be freed: " + e.getMessage(), e);
    }
  }
}
