package dev.recollect.memory.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.core.fake.ConfigTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {

  private static final String KEY = "memory.state.backend";

  @TempDir Path folder;

  private final ConfigFaults faults = new ConfigFaults();
  private final Map<String, String> code = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path user;
  private Path working;
  private Path home;

  @BeforeEach
  void makeFolders() throws IOException {
    user = Files.createDirectory(folder.resolve("user"));
    working = Files.createDirectory(folder.resolve("working"));
    home = Files.createDirectory(user.resolve(".recollect"));
  }

  private ConfigSources read() {
    return read(new ConfigInputs.Folders(working, user, null, null));
  }

  private ConfigSources read(ConfigInputs.Folders folders) {
    return ConfigSources.read(
        new ConfigInputs(ConfigTexts.inCode(code), properties, environment, folders), faults);
  }

  private String found(String... aliases) {
    return read().find(KEY, List.of(aliases)).map(ConfigText::value).orElse("nothing");
  }

  private void envFile(String text) throws IOException {
    Files.writeString(working.resolve(".env"), text);
  }

  private void configFile(String text) throws IOException {
    Files.writeString(home.resolve("recollect.properties"), text);
  }

  @Test
  void find_strongestSourceFirst() throws IOException {
    configFile("memory.state.backend = file");
    assertThat(found()).isEqualTo("file");
    envFile("RECOLLECT_MEMORY_STATE_BACKEND=envfile\n");
    assertThat(found()).isEqualTo("envfile");
    environment.put("RECOLLECT_MEMORY_STATE_BACKEND", "environment");
    assertThat(found()).isEqualTo("environment");
    properties.put("recollect.memory.state.backend", "property");
    assertThat(found()).isEqualTo("property");
    code.put(KEY, "code");
    assertThat(found()).isEqualTo("code");
  }

  @Test
  void find_alias_countsJustBelowOurNameInItsSource() throws IOException {
    configFile("memory.state.backend = file");
    envFile("THEIR_BACKEND=alias in file\n");
    assertThat(found("THEIR_BACKEND")).isEqualTo("alias in file");
    environment.put("THEIR_BACKEND", "alias");
    assertThat(found("THEIR_BACKEND")).isEqualTo("alias");
    environment.put("THEIR_FIRST", "first alias");
    assertThat(found("THEIR_FIRST", "THEIR_BACKEND")).isEqualTo("first alias");
    environment.put("RECOLLECT_MEMORY_STATE_BACKEND", "own");
    assertThat(found("THEIR_BACKEND")).isEqualTo("own");
    assertThat(found()).as("names nobody declared are not read").isEqualTo("own");
  }

  @Test
  void find_emptyVariable_countsAsUnset() throws IOException {
    configFile("memory.state.backend = file");
    environment.put("RECOLLECT_MEMORY_STATE_BACKEND", "");
    environment.put("THEIR_BACKEND", "");

    assertThat(found("THEIR_BACKEND")).isEqualTo("file");
  }

  @Test
  void keys_reservedAndForeignNames_areNoSettings() {
    environment.putAll(
        Map.of("RECOLLECT_HOME", home.toString(), "RECOLLECT_TEST_POSTGRES", "x", "PATH", "/bin"));
    properties.putAll(
        Map.of(
            "recollect.home",
            home.toString(),
            "recollect.test.kills",
            "3",
            "recollect.terminal",
            "true",
            "java.version",
            "21"));

    assertThat(read().keys()).isEmpty();
  }

  @Test
  void keys_mapBackFromTheEnvironment() {
    environment.put("RECOLLECT_BACKEND_MAIN_TYPE", "pgvector");
    environment.put("RECOLLECT_BACKEND_MAIN_POOL_SIZE", "4");

    assertThat(read().keys()).containsExactly("backend.main.pool.size", "backend.main.type");
  }

  @Test
  void origin_saysWhereATextStands() throws IOException {
    configFile("memory.state.backend = file");
    assertThat(read().find(KEY, List.of()).orElseThrow().origin())
        .isEqualTo(home.resolve("recollect.properties") + ":1");
    envFile("\n# theirs\nTHEIRS=x");
    assertThat(read().find(KEY, List.of("THEIRS")).orElseThrow().origin())
        .isEqualTo(working.resolve(".env") + ":3, variable THEIRS");
  }

  @Test
  void configFile_keysKeepTheirLines() throws IOException {
    configFile(
        """
        # a comment that ends in a backslash \\
        first.key = one
          ! another

        second.key : two \\
            and more
        third.key three\\\\
        fourth.key = last \\
        """);

    ConfigSources sources = read();
    assertThat(sources.keys())
        .extracting(key -> sources.find(key, List.of()).orElseThrow())
        .extracting(text -> text.key() + "=" + text.value() + " " + text.origin())
        .containsExactly(
            "first.key=one " + home.resolve("recollect.properties:2"),
            "fourth.key=last  " + home.resolve("recollect.properties:8"),
            "second.key=two and more " + home.resolve("recollect.properties:5"),
            "third.key=three\\ " + home.resolve("recollect.properties:7"));
  }

  @Test
  void home_fromBuilderPropertyEnvironmentAndEnvFile() throws IOException {
    assertThat(read().home().path()).isEqualTo(user.resolve(".recollect"));
    envFile("RECOLLECT_HOME=~/from-env-file");
    assertThat(read().home().path()).isEqualTo(user.resolve("from-env-file"));
    environment.put("RECOLLECT_HOME", "~/from-environment");
    assertThat(read().home().path()).isEqualTo(user.resolve("from-environment"));
    properties.put("recollect.home", "/from/property");
    assertThat(read().home().path()).isEqualTo(Path.of("/from/property"));
    Path given = folder.resolve("given");
    assertThat(read(new ConfigInputs.Folders(working, user, given, null)).home().path())
        .isEqualTo(given);
  }

  @Test
  void home_blank_isNotNamed() {
    environment.put("RECOLLECT_HOME", "  ");
    properties.put("recollect.home", " ");

    assertThat(read().home().path()).isEqualTo(user.resolve(".recollect"));
  }

  @Test
  void home_namedByTheEnvFile_isNotTrusted() throws IOException {
    assertThat(read().home()).isEqualTo(new HomeFolder(home, "default", true));
    envFile("RECOLLECT_HOME=/elsewhere");
    assertThat(read().home())
        .isEqualTo(
            new HomeFolder(
                Path.of("/elsewhere"),
                working.resolve(".env:1, variable RECOLLECT_HOME").toString(),
                false));
    environment.put("RECOLLECT_HOME", "/mine");
    assertThat(read().home())
        .isEqualTo(new HomeFolder(Path.of("/mine"), "environment variable RECOLLECT_HOME", true));
  }

  @Test
  void home_thatIsAFile_isAFault() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    read(new ConfigInputs.Folders(working, user, file, null));

    assertThat(faults.lines()).singleElement().asString().contains(file + " is a file");
  }

  @Test
  void configFile_given_isReadInPlaceOfTheDefault() throws IOException {
    configFile("memory.state.backend = default");
    Path given = Files.writeString(folder.resolve("my.properties"), KEY + "=ä given");

    ConfigSources sources = read(new ConfigInputs.Folders(working, user, null, given));

    assertThat(sources.find(KEY, List.of()).orElseThrow().value()).isEqualTo("ä given");
  }

  @Test
  void configFile_missingOrUnreadable_isAFault() throws IOException {
    Path missing = folder.resolve("missing.properties");
    read(new ConfigInputs.Folders(working, user, null, missing));
    Path latin =
        Files.write(folder.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xe4});
    read(new ConfigInputs.Folders(working, user, null, latin));
    Path escape = Files.writeString(folder.resolve("escape.properties"), "a = \\u00zz");
    read(new ConfigInputs.Folders(working, user, null, escape));

    assertThat(faults.lines()).hasSize(3);
    assertThat(faults.lines().get(0)).contains("no file of settings at " + missing);
    assertThat(faults.lines().get(1)).contains(latin.toString(), "UTF-8");
    assertThat(faults.lines().get(2)).contains(escape + ":1");
    assertThatThrownBy(faults::throwIfAny).hasMessageStartingWith("the configuration has 3 faults");
  }

  @Test
  void toString_ofInputsAndTexts_hasNoValues() {
    code.put("model.openai.key", "sk-secret");
    environment.put("OPENAI_API_KEY", "sk-secret");
    ConfigInputs inputs =
        new ConfigInputs(
            ConfigTexts.inCode(code),
            properties,
            environment,
            new ConfigInputs.Folders(working, user, null, null));

    assertThat(inputs.toString()).doesNotContain("sk-secret");
    assertThat(read().find("model.openai.key", List.of()).orElseThrow().toString())
        .doesNotContain("sk-secret");
  }

  private static Setting maybeEmpty(String... aliases) {
    return Setting.of("password", SettingType.SECRET, "Password")
        .withEmptyAllowed()
        .withAliases(aliases);
  }

  private String foundOrEmpty(String... aliases) {
    return read()
        .find(KEY, maybeEmpty(aliases))
        .map(text -> "'" + text.value() + "' from " + text.origin())
        .orElse("nothing");
  }

  @Test
  void find_emptyVariableOfASettingThatMayBeEmpty_counts() throws IOException {
    environment.put("THEIRS", "");
    envFile("THEIRS=weaker\n");
    configFile(KEY + " = weakest\n");

    assertThat(foundOrEmpty("THEIRS")).isEqualTo("'' from environment variable THEIRS");
    assertThat(found("THEIRS")).isEqualTo("weaker");
  }

  @Test
  void find_emptyVariableOfOurOwnName_countsAboveAnAlias() {
    environment.put("RECOLLECT_MEMORY_STATE_BACKEND", "");
    environment.put("THEIRS", "weaker");

    assertThat(foundOrEmpty("THEIRS"))
        .isEqualTo("'' from environment variable RECOLLECT_MEMORY_STATE_BACKEND");
    assertThat(found("THEIRS")).isEqualTo("weaker");
  }

  @Test
  void find_settingThatMayBeEmpty_isFoundLikeAnyOther() throws IOException {
    assertThat(foundOrEmpty("THEIRS")).isEqualTo("nothing");
    configFile(KEY + " = given\n");
    assertThat(foundOrEmpty("THEIRS")).startsWith("'given' from ");
    environment.put("THEIRS", "theirs");
    assertThat(foundOrEmpty("OTHER", "THEIRS"))
        .isEqualTo("'theirs' from environment variable THEIRS");
    environment.put("RECOLLECT_MEMORY_STATE_BACKEND", "ours");
    assertThat(foundOrEmpty("OTHER", "THEIRS"))
        .isEqualTo("'ours' from environment variable RECOLLECT_MEMORY_STATE_BACKEND");
  }
}
