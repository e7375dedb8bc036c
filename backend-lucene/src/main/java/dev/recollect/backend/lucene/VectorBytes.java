package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.SparseVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Vectors as little-endian bytes, those of a record behind each other in the order of their names:
 * dense ones as floats; sparse ones as their number of terms, the terms, the weights.
 */
final class VectorBytes {

  private final SortedMap<String, Integer> dense;
  private final List<String> sparse;
  private final int denseBytes;

  VectorBytes(CollectionSpec spec) {
    this.dense = spec.denseVectors();
    this.sparse = List.copyOf(spec.sparseVectors());
    this.denseBytes = dense.values().stream().mapToInt(Integer::intValue).sum() * Float.BYTES;
  }

  byte[] encodeDense(Map<String, DenseVector> vectors) {
    byte[] bytes = new byte[denseBytes];
    ByteBuffer buffer = wrap(bytes);
    for (String name : dense.keySet()) {
      if (vectors.get(name) instanceof DenseVector.Values values) {
        for (float value : values.toArray()) {
          buffer.putFloat(value);
        }
      }
    }
    return bytes;
  }

  Map<String, DenseVector> decodeDense(byte[] bytes) {
    ByteBuffer buffer = wrap(bytes);
    Map<String, DenseVector> vectors = new LinkedHashMap<>();
    dense.forEach(
        (name, dimension) -> vectors.put(name, DenseVector.of(floats(buffer, dimension))));
    return vectors;
  }

  byte[] encodeSparse(Map<String, SparseVector> vectors) {
    int terms = vectors.values().stream().mapToInt(SparseVector::size).sum();
    byte[] bytes = new byte[sparse.size() * Integer.BYTES + terms * (Integer.BYTES + Float.BYTES)];
    ByteBuffer buffer = wrap(bytes);
    for (String name : sparse) {
      SparseVector vector = vectors.getOrDefault(name, SparseVector.empty());
      buffer.putInt(vector.size());
      for (int term : vector.terms()) {
        buffer.putInt(term);
      }
      for (float weight : vector.weights()) {
        buffer.putFloat(weight);
      }
    }
    return bytes;
  }

  Map<String, SparseVector> decodeSparse(byte[] bytes) {
    ByteBuffer buffer = wrap(bytes);
    Map<String, SparseVector> vectors = new LinkedHashMap<>();
    for (String name : sparse) {
      int[] terms = new int[buffer.getInt()];
      for (int index = 0; index < terms.length; index++) {
        terms[index] = buffer.getInt();
      }
      vectors.put(name, SparseVector.of(terms, floats(buffer, terms.length)));
    }
    return vectors;
  }

  private static float[] floats(ByteBuffer buffer, int count) {
    float[] values = new float[count];
    for (int index = 0; index < count; index++) {
      values[index] = buffer.getFloat();
    }
    return values;
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
