package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.SparseVector;
import io.qdrant.client.grpc.Points;
import java.util.ArrayList;
import java.util.List;

/** Vectors as Qdrant keeps and returns them. */
final class Vectors {

  private static final String DENSE = "dense_";
  private static final String SPARSE = "sparse_";

  private Vectors() {}

  /** Returns the name of a dense vector; in Qdrant it shares its names with the sparse ones. */
  static String dense(String name) {
    return DENSE + name;
  }

  /** Returns the name of a sparse vector. */
  static String sparse(String name) {
    return SPARSE + name;
  }

  /**
   * Returns a vector of length one, which has the same cosines. Qdrant would do it in single
   * precision, and not at all for a very short vector.
   */
  static Points.DenseVector normalised(DenseVector vector) {
    Points.DenseVector.Builder normal = Points.DenseVector.newBuilder();
    for (float number : ((DenseVector.Values) vector).toUnitArray()) {
      normal.addData(number);
    }
    return normal.build();
  }

  static Points.SparseVector of(SparseVector vector, double divisor) {
    Points.SparseVector.Builder sparse = Points.SparseVector.newBuilder();
    for (int index = 0; index < vector.size(); index++) {
      sparse.addIndices(vector.term(index));
      sparse.addValues((float) (vector.weight(index) / divisor));
    }
    return sparse.build();
  }

  /**
   * Returns the sum of a query's weights. Divided by it, no query multiplies to more or less than a
   * single precision number holds, in which Qdrant counts.
   */
  static double sum(SparseVector query) {
    double sum = 0;
    for (int index = 0; index < query.size(); index++) {
      sum += query.weight(index);
    }
    return sum;
  }

  /** Servers before 1.17 fill the older fields. */
  @SuppressWarnings("deprecation")
  static DenseVector dense(Points.VectorOutput output) {
    return DenseVector.of(
        floats(output.hasDense() ? output.getDense().getDataList() : output.getDataList()));
  }

  @SuppressWarnings("deprecation")
  static SparseVector sparse(Points.VectorOutput output) {
    boolean recent = output.hasSparse();
    List<Integer> indices =
        recent ? output.getSparse().getIndicesList() : output.getIndices().getDataList();
    List<Float> values = recent ? output.getSparse().getValuesList() : output.getDataList();
    record Weighted(int term, float weight) {}
    List<Weighted> terms = new ArrayList<>();
    for (int index = 0; index < indices.size(); index++) {
      terms.add(new Weighted(indices.get(index), values.get(index)));
    }
    terms.sort((left, right) -> Integer.compareUnsigned(left.term(), right.term()));
    return SparseVector.of(
        terms.stream().mapToInt(Weighted::term).toArray(),
        floats(terms.stream().map(Weighted::weight).toList()));
  }

  private static float[] floats(List<Float> list) {
    float[] numbers = new float[list.size()];
    for (int index = 0; index < numbers.length; index++) {
      numbers[index] = list.get(index);
    }
    return numbers;
  }
}
