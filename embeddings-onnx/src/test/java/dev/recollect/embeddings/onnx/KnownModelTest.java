package dev.recollect.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KnownModelTest {

  @Test
  void revision_isThatOfTheWeightsOnTheClassPath() throws Exception {
    KnownModel model = KnownModel.BGE_SMALL;
    try (InputStream weights = KnownModel.class.getResourceAsStream(model.weights())) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(weights.readAllBytes());

      assertThat("sha256-" + HexFormat.of().formatHex(digest))
          .startsWith(model.identity().revision());
    }
  }

  @Test
  void identity_namesWhatVectorsDependOn() {
    assertThat(KnownModel.BGE_SMALL.identity())
        .hasToString("bge-small-en-v1.5/sha256-6c9c6101a956/int8-dynamic/cls/384");
    assertThat(KnownModel.MINILM.identity())
        .hasToString("all-MiniLM-L6-v2/sha256-afdb6f1a0e45/int8-dynamic/mean/384");
  }

  @Test
  void named_everySpelling_isTheModel() {
    assertThat(KnownModel.named("bge-small")).contains(KnownModel.BGE_SMALL);
    assertThat(KnownModel.named("bge-small-en-v1.5")).contains(KnownModel.BGE_SMALL);
    assertThat(KnownModel.named("minilm")).contains(KnownModel.MINILM);
    assertThat(KnownModel.named("bge")).isEmpty();
  }
}
