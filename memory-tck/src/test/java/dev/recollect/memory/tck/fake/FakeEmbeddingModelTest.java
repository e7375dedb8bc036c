package dev.recollect.memory.tck.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeEmbeddingModelTest {

  private final FakeEmbeddingModel model = new FakeEmbeddingModel();

  @Test
  void embed_textsThatShareWords_areNearerThanTextsThatDoNot() {
    DenseVector.Values boat = vector("Sam's boat is called Petrel");
    assertThat(boat.cosine(vector("what is the boat called"))).isGreaterThan(0.4);
    assertThat(Math.abs(boat.cosine(vector("walnuts make me ill")))).isLessThan(0.4);
  }

  @Test
  void embed_caseAndPunctuation_doNotCount() {
    assertThat(vector("The boat, Petrel!")).isEqualTo(vector("the BOAT petrel"));
  }

  @Test
  void embed_anyText_hasLengthOneAndTheDimension() {
    for (String text : List.of("word", "two words", "!?", "\ud83d\ude42", " ")) {
      float[] values = new FakeEmbeddingModel(17).embed(text);
      double norm = 0;
      for (float value : values) {
        norm += value * value;
      }
      assertThat(values).hasSize(17);
      assertThat(norm).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void embed_batch_givesEachTextTheVectorItHasAlone() {
    List<float[]> together = model.embed(List.of("one", "two"), CallOptions.none());
    assertThat(together.get(1)).containsExactly(model.embed("two"));
    assertThat(model.calls()).isEqualTo(1);
    assertThat(model.texts()).isEqualTo(2);
  }

  @Test
  void embed_afterFailNext_failsOnce() {
    model.failNext(new MemoryException(ErrorKind.UNAVAILABLE, "no model"));
    assertThatThrownBy(() -> model.embed(List.of("one"), CallOptions.none()))
        .hasMessage("no model");
    assertThat(model.embed(List.of("one"), CallOptions.none())).hasSize(1);
  }

  private DenseVector.Values vector(String text) {
    return DenseVector.of(model.embed(text));
  }
}
