package dev.recollect.memory.core.config;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.error.ErrorKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingParserTest {

  private static final Path HOME = Path.of("/home/sam");

  private static Object parse(SettingType type, String text) {
    return SettingParser.parse(Setting.of("some.setting", type, "A setting"), text, HOME);
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "30s, PT30S",
    "5m, PT5M",
    "2h, PT2H",
    "1d, PT24H",
    "' 30 s ', PT30S",
    "30S, PT30S"
  })
  void duration_withUnit_isRead(String text, Duration expected) {
    assertThat(parse(SettingType.DURATION, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "512B, 512", "4KB, 4096", "64MB, 67108864", "2gb, 2147483648"})
  void size_withUnit_isBytes(String text, long expected) {
    assertThat(parse(SettingType.SIZE, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "s", "1.5s", "-1s", "30x", "", "1 000s", "99999999999999999999s"})
  void duration_other_isRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> parse(SettingType.DURATION, text))
        .satisfies(kind(ErrorKind.INVALID))
        .hasMessageContaining("for example 30s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"64", "64M", "64MiB", "", "999999999999999999GB"})
  void size_other_isRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> parse(SettingType.SIZE, text))
        .hasMessageContaining("for example 64MB");
  }

  @Test
  void integer_textOrRange_isChecked() {
    Setting setting =
        Setting.of("n", SettingType.INTEGER, "A number").withDefault("5").within(1, 10);

    assertThat(SettingParser.parse(setting, " 7 ", HOME)).isEqualTo(7L);
    assertThatThrownBy(() -> SettingParser.parse(setting, "seven", HOME))
        .hasMessage("'seven' is not a whole number; write for example 5");
    assertThatThrownBy(() -> SettingParser.parse(setting, "11", HOME))
        .hasMessage("'11' is out of range; it must be 1 to 10");
  }

  @Test
  void range_isSpelledWithUnits() {
    Setting timeout = Setting.of("t", SettingType.DURATION, "A time").within(1_000, 7_200_000);
    Setting cache = Setting.of("c", SettingType.SIZE, "A size").within(1 << 20, Long.MAX_VALUE);

    assertThatThrownBy(() -> SettingParser.parse(timeout, "3h", HOME))
        .hasMessage("'3h' is out of range; it must be 1s to 2h");
    assertThatThrownBy(() -> SettingParser.parse(cache, "1KB", HOME))
        .hasMessage("'1KB' is out of range; it must be at least 1MB");
  }

  @Test
  void bool_trueOrFalseOnly() {
    assertThat(parse(SettingType.BOOLEAN, "TRUE")).isEqualTo(true);
    assertThat(parse(SettingType.BOOLEAN, "false ")).isEqualTo(false);
    assertThatThrownBy(() -> parse(SettingType.BOOLEAN, "yes"))
        .hasMessage("'yes' must be true or false");
  }

  @Test
  void path_tilde_isTheUsersHome() {
    assertThat(parse(SettingType.PATH, "~")).isEqualTo(HOME);
    assertThat(parse(SettingType.PATH, "~/data")).isEqualTo(HOME.resolve("data"));
    assertThat(parse(SettingType.PATH, "/var/~/data")).isEqualTo(Path.of("/var/~/data"));
    assertThatThrownBy(() -> parse(SettingType.PATH, "  ")).hasMessageContaining("empty");
    assertThatThrownBy(() -> parse(SettingType.PATH, "a\0b")).satisfies(kind(ErrorKind.INVALID));
  }

  @Test
  void secret_isNeverInTheMessage() {
    assertThat(parse(SettingType.SECRET, " sk-1 ")).isEqualTo("sk-1");
    assertThatThrownBy(() -> parse(SettingType.SECRET, "sk-\n1"))
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("sk-"));
    assertThatThrownBy(() -> parse(SettingType.SECRET, " ")).hasMessageContaining("empty");
  }

  @Test
  void secret_thatMayBeEmpty_isTakenAsItIs() {
    Setting setting = Setting.of("name", SettingType.SECRET, "").withEmptyAllowed();
    assertThat(SettingParser.parse(setting, "", HOME)).isEqualTo("");
    assertThat(SettingParser.parse(setting, "x", HOME)).isEqualTo("x");
  }

  @Test
  void text_thatNoStoreKeeps_isRefused() {
    assertThat(parse(SettingType.TEXT, "")).isEqualTo("");
    assertThatThrownBy(() -> parse(SettingType.TEXT, "a\0b")).satisfies(kind(ErrorKind.INVALID));
  }
}
