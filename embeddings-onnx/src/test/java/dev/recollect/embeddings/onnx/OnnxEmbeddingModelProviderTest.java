package dev.recollect.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OnnxEmbeddingModelProviderTest {

  @Test
  void serviceLoader_findsIt() {
    assertThat(ServiceLoader.load(EmbeddingModelProvider.class))
        .anySatisfy(provider -> assertThat(provider.id()).isEqualTo("onnx"));
  }

  @Test
  void open_defaults_givesTheModel() {
    try (EmbeddingModel model = open(Map.of(), null);
        EmbeddingModel named = open(Map.of("threads", "1"), "bge-small-en-v1.5")) {
      assertThat(model.identity()).isEqualTo(named.identity()).isEqualTo(BgeSmall.IDENTITY);
    }
  }

  @Test
  void open_unknownModel_isConfigurationAndNamesTheKnownOne() {
    assertThatThrownBy(() -> open(Map.of(), "bge-large"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("onnx:bge-large")
        .hasMessageContaining("onnx:bge-small-en-v1.5");
  }

  private static EmbeddingModel open(Map<String, String> values, String modelName) {
    OnnxEmbeddingModelProvider provider = new OnnxEmbeddingModelProvider();
    return provider.open(new ModelContext(FakeSettings.of(provider.settings(), values), modelName));
  }
}
