package dev.recollect.benchmarks.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.embeddings.onnx.OnnxEmbeddingModelProvider;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model {@code onnx:minilm}, with its artifact on the class path. */
class MiniLmTest {

  private static EmbeddingModel model;

  @BeforeAll
  static void open() {
    OnnxEmbeddingModelProvider provider = new OnnxEmbeddingModelProvider();
    model =
        provider.open(new ModelContext(FakeSettings.of(provider.settings(), Map.of()), "minilm"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static double cosine(String left, String right) {
    List<float[]> vectors = model.embed(List.of(left, right), CallOptions.none());
    double sum = 0;
    for (int index = 0; index < vectors.get(0).length; index++) {
      sum += vectors.get(0)[index] * vectors.get(1)[index];
    }
    return sum;
  }

  @Test
  void revision_isThatOfTheWeightsOnTheClassPath() throws Exception {
    try (InputStream weights = MiniLmTest.class.getResourceAsStream("/all-minilm-l6-v2-q.onnx")) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(weights.readAllBytes());

      assertThat("sha256-" + HexFormat.of().formatHex(digest))
          .startsWith(model.identity().revision());
    }
    assertThat(model.identity().dimension()).isEqualTo(384);
  }

  /** The makers' example: 0.943, 0.695 and 0.257 with the weights before quantisation. */
  @Test
  void embed_theMakersSentences_areAsNearAsTheySay() {
    String sentence = "That is a happy person";

    assertThat(cosine(sentence, "That is a very happy person")).isCloseTo(0.943, within(0.02));
    assertThat(cosine(sentence, "That is a happy dog")).isCloseTo(0.695, within(0.04));
    assertThat(cosine(sentence, "Today is a sunny day")).isCloseTo(0.257, within(0.04));
  }

  @Test
  void embed_relatedTexts_areNearerThanUnrelated() {
    String question = "What is my dog called?";

    assertThat(cosine(question, "The puppy's name is Biscuit."))
        .isGreaterThan(cosine(question, "Interest rates rose by a quarter point.") + 0.2);
  }
}
