package dev.recollect.memory.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VectorsTest {

  @Test
  void dense_notANumberOrZero_isRefused() {
    assertThatThrownBy(() -> DenseVector.of(1, Float.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> DenseVector.of(1, Float.POSITIVE_INFINITY))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> DenseVector.of(0, 0)).hasMessageContaining("zero");
    assertThatThrownBy(() -> DenseVector.of()).hasMessageContaining("zero");
  }

  @Test
  void dense_arrayChangedAfterwards_staysAsItWas() {
    float[] values = {1, 2};
    DenseVector.Values vector = DenseVector.of(values);
    values[0] = 9;
    vector.toArray()[1] = 9;
    assertThat(vector.toArray()).containsExactly(1, 2);
  }

  @Test
  void cosine_ofKnownVectors_isExact() {
    assertThat(DenseVector.of(3, 0).cosine(DenseVector.of(5, 0))).isEqualTo(1);
    assertThat(DenseVector.of(1, 0).cosine(DenseVector.of(0, 2))).isEqualTo(0);
    assertThat(DenseVector.of(1, 1).cosine(DenseVector.of(-1, -1))).isCloseTo(-1, within(1e-12));
  }

  @Property
  void toUnitArray_anyVector_hasLengthOneAndTheSameDirection(
      @ForAll @Size(min = 1, max = 20) float[] values) {
    Assume.that(IntStream.range(0, values.length).anyMatch(index -> values[index] != 0));
    DenseVector.Values vector = DenseVector.of(values);
    DenseVector.Values unit = DenseVector.of(vector.toUnitArray());

    assertThat(unit.length()).isCloseTo(1, within(1e-6));
    assertThat(unit.cosine(vector)).isCloseTo(1, within(1e-6));
  }

  @Test
  void toUnitArray_shortestAndLongestNumbers_keepsTheirDirection() {
    assertThat(DenseVector.of(3, -4).length()).isEqualTo(5);
    for (float number : new float[] {Float.MIN_VALUE, Float.MAX_VALUE}) {
      float half = (float) Math.sqrt(0.5);
      assertThat(DenseVector.of(number, -number).toUnitArray()).containsExactly(half, -half);
    }
  }

  @Test
  void sparse_termsOutOfUnsignedOrderTwiceOrReserved_areRefused() {
    assertThat(SparseVector.of(new int[] {1, -2}, new float[] {1, 1}).size()).isEqualTo(2);
    assertThatThrownBy(() -> SparseVector.of(new int[] {-2, 1}, new float[] {1, 1}))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> SparseVector.of(new int[] {1, 1}, new float[] {1, 1}))
        .hasMessageContaining("ascend");
    assertThatThrownBy(() -> SparseVector.of(new int[] {0}, new float[] {1}))
        .hasMessageContaining("reserved");
    assertThatThrownBy(() -> SparseVector.of(new int[] {-1}, new float[] {1}))
        .hasMessageContaining("reserved");
  }

  @Test
  void sparse_weightsNotFiniteAndPositive_areRefused() {
    for (float weight : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> SparseVector.of(new int[] {1}, new float[] {weight}))
          .hasMessageContaining("weight");
    }
  }

  @Test
  void dot_isTheSumOverCommonTerms() {
    SparseVector left = SparseVector.of(new int[] {1, 5, -3}, new float[] {2, 3, 4});
    SparseVector right = SparseVector.of(new int[] {5, 7, -3}, new float[] {10, 100, 1000});
    assertThat(left.dot(right)).isEqualTo(30 + 4000);
    assertThat(left.dot(SparseVector.empty())).isZero();
  }
}
