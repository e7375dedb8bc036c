package dev.recollect.backend.lucene;

import dev.recollect.memory.api.value.DenseVector;

/** Scales vectors to length 1, so that a dot product is a cosine. */
final class UnitVectors {

  private UnitVectors() {}

  static float[] of(DenseVector.Values vector) {
    float[] values = vector.toArray();
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (values[index] / length);
    }
    return values;
  }
}
