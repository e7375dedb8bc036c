package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
        .hasMessageContaining("model.openai.name");
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

    try (OpenAiModel model = OpenAiModel.builder("m").environment(environment).build()) {
      assertThat(model).hasToString("OpenAiModel[m at localhost:8000]");
    }
  }

  private static ChatModel open(Map<String, String> values, String modelName) {
    return new OpenAiModelProvider().open(new ModelContext(new MapSettings(values), modelName));
  }

  /** Settings from a map and the provider's defaults; core's are tested with core. */
  private record MapSettings(Map<String, String> values) implements Settings {

    @Override
    public Optional<String> text(String name) {
      return Optional.ofNullable(values.get(name))
          .or(() ->
              new OpenAiModelProvider()
                  .settings().stream()
                      .filter(setting -> setting.name().equals(name))
                      .findFirst()
                      .flatMap(Setting::defaultText));
    }

    @Override
    public long integer(String name) {
      return Long.parseLong(text(name).orElseThrow());
    }

    @Override
    public boolean bool(String name) {
      return Boolean.parseBoolean(text(name).orElseThrow());
    }

    @Override
    public Duration duration(String name) {
      return Duration.parse("PT" + text(name).orElseThrow());
    }

    @Override
    public long size(String name) {
      return integer(name);
    }

    @Override
    public Optional<Path> path(String name) {
      return text(name).map(Path::of);
    }

    @Override
    public Optional<String> secret(String name) {
      return text(name);
    }

    @Override
    public String key(String name) {
      return "model.openai." + name;
    }
  }
}
