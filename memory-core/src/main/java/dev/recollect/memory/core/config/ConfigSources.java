package dev.recollect.memory.core.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sources of a configuration, the strongest first: code, system properties, environment, {@code
 * .env}, file. Immutable.
 */
public final class ConfigSources {

  static final String PROPERTY_PREFIX = "recollect.";
  static final String VARIABLE_PREFIX = "RECOLLECT_";

  // These are no settings: where the home folder is, and what the project's own tests are told.
  private static final String HOME = "home";
  private static final String TEST_PREFIX = "test.";

  private final Path home;
  private final Path userHome;
  private final List<ConfigSource> sources;

  private ConfigSources(Path home, Path userHome, List<ConfigSource> sources) {
    this.home = home;
    this.userHome = userHome;
    this.sources = List.copyOf(sources);
  }

  /** Reads all sources; what cannot be read becomes a fault. */
  public static ConfigSources read(ConfigInputs inputs, ConfigFaults faults) {
    Path user = inputs.folders().user();
    Path envFile = inputs.folders().working().resolve(".env");
    Map<String, String> fromEnvFile = EnvFile.read(envFile, faults);
    Path home = home(inputs, fromEnvFile);
    if (Files.exists(home) && !Files.isDirectory(home)) {
      faults.add("the home folder " + home + " is a file; name a folder");
    }
    return new ConfigSources(
        home,
        user,
        List.of(
            ofCode(inputs.code()),
            ofProperties(inputs.systemProperties()),
            ofVariables(inputs.environment(), "environment variable "),
            ofVariables(fromEnvFile, envFile + ", variable "),
            ofFile(inputs.folders(), home, faults)));
  }

  private static Path home(ConfigInputs inputs, Map<String, String> fromEnvFile) {
    Path given = inputs.folders().home();
    if (given != null) {
      return given.toAbsolutePath();
    }
    String variable = VARIABLE_PREFIX + HOME.toUpperCase(Locale.ROOT);
    Path user = inputs.folders().user();
    return nonEmpty(inputs.systemProperties(), PROPERTY_PREFIX + HOME)
        .or(() -> nonEmpty(inputs.environment(), variable))
        .or(() -> nonEmpty(fromEnvFile, variable))
        .map(text -> SettingParser.path(text, user))
        .orElseGet(() -> user.resolve(".recollect"))
        .toAbsolutePath();
  }

  private static Optional<String> nonEmpty(Map<String, String> texts, String name) {
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
  }

  private static ConfigSource ofCode(Map<String, String> settings) {
    ConfigSource.Builder source = new ConfigSource.Builder();
    settings.forEach((key, value) -> source.add(key, value, "set in code"));
    return source.build();
  }

  /** One word alone, such as {@code recollect.home}, is a switch of a program, never a setting. */
  private static ConfigSource ofProperties(Map<String, String> properties) {
    ConfigSource.Builder source = new ConfigSource.Builder();
    properties.forEach((name, value) -> {
      String key = name.substring(Math.min(name.length(), PROPERTY_PREFIX.length()));
      boolean switchOfProgram = key.indexOf('.') < 0;
      if (name.startsWith(PROPERTY_PREFIX) && !switchOfProgram) {
        addUnlessReserved(source, key, value, "system property " + name);
      }
    });
    return source.build();
  }

  /** An empty variable counts as unset: many shells and services cannot remove one. */
  private static ConfigSource ofVariables(Map<String, String> variables, String origin) {
    ConfigSource.Builder source = new ConfigSource.Builder();
    variables.forEach((name, value) -> {
      if (name.startsWith(VARIABLE_PREFIX) && !value.isEmpty()) {
        String key = name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
        addUnlessReserved(source, key.replace('_', '.'), value, origin + name);
      }
    });
    return source.build(variables, origin);
  }

  private static void addUnlessReserved(
      ConfigSource.Builder source, String key, String value, String origin) {
    if (!key.equals(HOME) && !key.startsWith(TEST_PREFIX)) {
      source.add(key, value, origin);
    }
  }

  private static ConfigSource ofFile(ConfigInputs.Folders folders, Path home, ConfigFaults faults) {
    ConfigSource.Builder source = new ConfigSource.Builder();
    Path given = folders.configFile();
    Path file = given != null ? given.toAbsolutePath() : home.resolve("recollect.properties");
    if (given == null && !Files.exists(file)) {
      return source.build();
    }
    load(file, faults)
        .forEach((key, value) -> source.add(key.toString(), value.toString(), file.toString()));
    return source.build();
  }

  private static Properties load(Path file, ConfigFaults faults) {
    Properties properties = new Properties();
    if (!Files.isRegularFile(file)) {
      faults.add("there is no file of settings at " + file + "; create it or name another");
      return properties;
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      faults.add(file + " cannot be read as a properties file in UTF-8: " + e.getMessage());
    }
    return properties;
  }

  /** Returns the home folder, absolute; may not exist. */
  public Path home() {
    return home;
  }

  /** Returns the folder that {@code ~} stands for. */
  Path userHome() {
    return userHome;
  }

  /** Returns the strongest text given for a key; an alias counts just below it in its source. */
  Optional<ConfigText> find(String key, List<String> aliases) {
    return sources.stream().flatMap(source -> source.find(key, aliases).stream()).findFirst();
  }

  /** Returns every key that any source has under our own names, ascending. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    sources.forEach(source -> keys.addAll(source.keys()));
    return keys;
  }
}
