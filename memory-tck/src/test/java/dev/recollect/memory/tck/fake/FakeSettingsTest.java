package dev.recollect.memory.tck.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FakeSettingsTest {

  private static final List<Setting> DECLARED =
      List.of(
          Setting.of("url", SettingType.TEXT, "where"),
          Setting.of("timeout", SettingType.DURATION, "how long").withDefault("30s"),
          Setting.of("buffer", SettingType.SIZE, "how much").withDefault("64MB"),
          Setting.of("threads", SettingType.INTEGER, "how many").withDefault("2"),
          Setting.of("sync", SettingType.BOOLEAN, "whether").withDefault("true"),
          Setting.of("folder", SettingType.PATH, "which"),
          Setting.of("key", SettingType.SECRET, "who"));

  @Test
  void defaults_areRead() {
    FakeSettings settings = FakeSettings.defaults(DECLARED);
    assertThat(settings.text("url")).isEmpty();
    assertThat(settings.duration("timeout")).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.size("buffer")).isEqualTo(64L << 20);
    assertThat(settings.integer("threads")).isEqualTo(2);
    assertThat(settings.bool("sync")).isTrue();
  }

  @Test
  void givenValues_winAndSecretsHide() {
    FakeSettings settings =
        FakeSettings.of(
            DECLARED, Map.of("timeout", "5ms", "folder", "data", "key", "sesame", "url", "u"));
    assertThat(settings.duration("timeout")).isEqualTo(Duration.ofMillis(5));
    assertThat(settings.path("folder")).contains(Path.of("data"));
    assertThat(settings.secret("key")).contains("sesame");
    assertThat(settings.toString()).contains("url=u").doesNotContain("sesame");
  }

  @Test
  void wrongNamesTypesAndValues_areRefused() {
    FakeSettings settings = FakeSettings.of(DECLARED, Map.of("timeout", "soon"));
    assertKind(ErrorKind.CONFIGURATION, () -> FakeSettings.of(DECLARED, Map.of("ulr", "x")));
    assertKind(ErrorKind.CONFIGURATION, () -> settings.duration("timeout"));
    assertKind(ErrorKind.INTERNAL, () -> settings.text("unknown"));
    assertKind(ErrorKind.INTERNAL, () -> settings.text("timeout"));
  }

  private static void assertKind(ErrorKind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
