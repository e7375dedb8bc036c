package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OpenAiModelProviderTest {

  @Test
  void serviceLoader_findsIt() {
    assertThat(ServiceLoader.load(ChatModelProvider.class))
        .anySatisfy(provider -> assertThat(provider.id()).isEqualTo("openai"));
  }

  @Test
  void open_noKeyForOpenAi_isAuthenticationAndSaysHowToSetIt() {
    assertThatThrownBy(() -> open(Map.of(), "gpt-5-mini"))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.AUTHENTICATION))
        .hasMessageContaining("OPENAI_API_KEY")
        .hasMessageContaining("model.openai.key");
  }

  @Test
  void open_serverOfOnesOwn_needsNoKey() {
    try (ChatModel model = open(Map.of("url", "http://localhost:11434/v1"), "llama3.2")) {
      assertThat(model.id()).isEqualTo("openai:llama3.2");
      assertThat(model.description()).contains("localhost:11434");
    }
  }

  @Test
  void open_serverOfOnesOwnWithoutModel_isConfiguration() {
    assertThatThrownBy(() -> open(Map.of("url", "http://localhost:11434/v1"), null))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("fake.name");
  }

  @Test
  void open_noUrl_isConfigurationAndDoesNotRepeatIt() {
    for (String url : new String[] {"localhost:11434", "ftp://user:hidden@host/", "http://", " "}) {
      assertThatThrownBy(() -> open(Map.of("url", url), "m"))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .hasMessageContaining("model.openai.url")
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void open_nameAndWindowSet_areUsed() {
    Map<String, String> values = Map.of("key", "sk-1", "name", "from-settings", "window", "12345");

    try (ChatModel model = open(values, null);
        ChatModel named = open(values, "from-id")) {
      assertThat(model.id()).isEqualTo("openai:from-settings");
      assertThat(model.contextWindow()).isEqualTo(12_345);
      assertThat(named.id()).isEqualTo("openai:from-id");
    }
  }

  @Test
  void open_keyAlone_takesTheDefaultModel() {
    try (ChatModel model = open(Map.of("key", "sk-1"), null)) {
      assertThat(model.id()).isEqualTo("openai:gpt-5-mini");
    }
  }

  @Test
  void environment_ofUsers_isTaken() {
    Map<String, String> environment =
        Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", "http://localhost:8000/v1/");

    OpenAiServer server = OpenAiServer.ofEnvironment(environment).build();
    try (OpenAiModel model = OpenAiModel.builder("m", server).build()) {
      assertThat(model).hasToString("OpenAiModel[m at localhost:8000]");
    }
  }

  private static ChatModel open(Map<String, String> values, String modelName) {
    OpenAiModelProvider provider = new OpenAiModelProvider();
    return provider.open(new ModelContext(FakeSettings.of(provider.settings(), values), modelName));
  }
}
