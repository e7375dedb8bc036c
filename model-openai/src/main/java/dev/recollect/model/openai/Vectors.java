package dev.recollect.model.openai;

/** What is computed with vectors here. */
final class Vectors {

  private Vectors() {}

  static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  static float[] scaled(float[] vector, double factor) {
    float[] scaled = new float[vector.length];
    for (int index = 0; index < vector.length; index++) {
      scaled[index] = (float) (vector[index] * factor);
    }
    return scaled;
  }

  /** Adds a multiple of a vector to another. */
  static void add(float[] sum, float[] vector, float factor) {
    for (int index = 0; index < sum.length; index++) {
      sum[index] += vector[index] * factor;
    }
  }
}
