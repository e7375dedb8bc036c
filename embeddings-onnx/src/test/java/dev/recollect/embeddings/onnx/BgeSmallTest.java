package dev.recollect.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BgeSmallTest {

  @Test
  void revision_isThatOfTheWeightsOnTheClassPath() throws Exception {
    try (InputStream weights = BgeSmall.class.getResourceAsStream(BgeSmall.MODEL_RESOURCE)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(weights.readAllBytes());

      assertThat("sha256-" + HexFormat.of().formatHex(digest)).startsWith(BgeSmall.REVISION);
    }
  }

  @Test
  void identity_namesWhatVectorsDependOn() {
    assertThat(BgeSmall.IDENTITY)
        .hasToString("bge-small-en-v1.5/sha256-6c9c6101a956/int8-dynamic/cls/384");
  }
}
