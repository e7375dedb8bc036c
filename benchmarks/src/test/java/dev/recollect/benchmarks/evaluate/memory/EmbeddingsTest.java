package dev.recollect.benchmarks.evaluate.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedding models that the harness puts around the one under evaluation. */
class EmbeddingsTest {

  @TempDir Path folder;

  private static double cosine(float[] one, float[] other) {
    return IntStream.range(0, one.length).mapToDouble(n -> one[n] * other[n]).sum();
  }

  private static List<float[]> embed(
      dev.recollect.memory.api.model.EmbeddingModel model, String... texts) {
    return model.embed(List.of(texts), CallOptions.none());
  }

  @Test
  void cached_embedsATextOnce_alsoOverRuns() {
    FakeEmbeddingModel model = new FakeEmbeddingModel();
    List<float[]> first;
    try (CachedEmbeddings cached = new CachedEmbeddings(model, folder)) {
      first = embed(cached, "one", "two", "one");
      embed(cached, "two");
    }
    try (CachedEmbeddings again = new CachedEmbeddings(model, folder)) {
      assertThat(embed(again, "one", "two", "one")).containsExactlyElementsOf(first);
      embed(again, "three");
    }

    assertThat(model.texts()).isEqualTo(3);
    assertThat(first.get(1)).containsExactly(model.embed("two"));
    assertThat(model.closed()).isTrue();
  }

  @Test
  void measured_ofForeignText_liesNearTwoRealOnesAndAsksNoModel() {
    FakeEmbeddingModel model = new FakeEmbeddingModel();
    MeasuredEmbeddings measured = new MeasuredEmbeddings(model);
    List<float[]> real = embed(measured, "boat", "dog", "harbour", "winter");
    int asked = model.texts();

    measured.setForeign(true);
    float[] foreign = embed(measured, "some recombined text").get(0);
    float[] repeated = embed(measured, "some recombined text").get(0);
    measured.setForeign(false);

    assertThat(model.texts()).isEqualTo(asked);
    assertThat(foreign).containsExactly(repeated);
    assertThat(cosine(foreign, foreign)).isCloseTo(1, within(1e-5));
    assertThat(real.stream().filter(vector -> cosine(vector, foreign) > 0.5)).hasSizeBetween(1, 2);
    assertThat(embed(measured, "boat").get(0)).containsExactly(real.get(0));
  }
}
