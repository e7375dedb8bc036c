package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sources of a configuration, the strongest first: code, system properties, environment, {@code
 * .env}, file. Immutable.
 */
public final class ConfigSources {

  static final String PROPERTY_PREFIX = "recollect.";
  static final String VARIABLE_PREFIX = "RECOLLECT_";
  static final String IN_CODE = "set in code";

  // These are no settings: where the home folder is, and what the project's own tests are told.
  private static final String HOME = "home";
  private static final String TEST_PREFIX = "test.";

  private final HomeFolder home;
  private final Path userHome;
  private final List<ConfigSource> sources;
  private final List<BadLine> badLines;

  /**
   * A line of {@code .env} that cannot be read.
   *
   * @param origin file and line
   * @param name the name it seems to set
   * @param fault what is wrong with it, without its value
   */
  record BadLine(String origin, String name, String fault) {}

  private ConfigSources(
      HomeFolder home, Path userHome, List<ConfigSource> sources, List<BadLine> badLines) {
    this.home = home;
    this.userHome = userHome;
    this.sources = List.copyOf(sources);
    this.badLines = List.copyOf(badLines);
  }

  /** Reads all sources; what cannot be read becomes a fault. */
  public static ConfigSources read(ConfigInputs inputs, ConfigFaults faults) {
    Path envPath = inputs.folders().working().resolve(".env");
    EnvFile envFile = EnvFile.read(envPath, faults);
    ConfigSource fromEnvironment = ofEnvironment(inputs.environment());
    ConfigSource fromEnvFile = ofEnvFile(envPath, envFile);
    HomeFolder home = HomeFolder.of(inputs, fromEnvironment, fromEnvFile);
    if (Files.exists(home.path()) && !Files.isDirectory(home.path())) {
      faults.add("the home folder " + home.path() + " is a file; name a folder");
    }
    return new ConfigSources(
        home,
        inputs.folders().user(),
        List.of(
            ofCode(inputs.code()),
            ofProperties(inputs.systemProperties()),
            fromEnvironment,
            fromEnvFile,
            ofFile(inputs.folders(), home.path(), faults)),
        badLines(envPath, envFile));
  }

  private static ConfigSource ofCode(Map<String, ConfigInputs.Given> settings) {
    ConfigSource.Builder source = new ConfigSource.Builder();
    settings.forEach((key, given) -> source.add(key, given.value(), given.origin()));
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

  private static ConfigSource ofEnvironment(Map<String, String> variables) {
    ConfigSource.Builder source = new ConfigSource.Builder();
    variables.forEach(
        (name, value) -> addVariable(source, name, value, "environment variable " + name));
    return source.build();
  }

  private static ConfigSource ofEnvFile(Path path, EnvFile file) {
    ConfigSource.Builder source = new ConfigSource.Builder();
    file.variables()
        .forEach((name, variable) ->
            addVariable(
                source,
                name,
                variable.value(),
                path + ":" + variable.line() + ", variable " + name));
    return source.build();
  }

  /**
   * An empty variable counts as unset, except where a setting allows empty text: many shells and
   * services cannot remove one.
   */
  private static void addVariable(
      ConfigSource.Builder source, String name, String value, String origin) {
    source.variable(name, value, origin);
    if (name.startsWith(VARIABLE_PREFIX) && !value.isEmpty()) {
      String key = name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
      addUnlessReserved(source, key.replace('_', '.'), value, origin);
    }
  }

  private static void addUnlessReserved(
      ConfigSource.Builder source, String key, String value, String origin) {
    if (!key.equals(HOME) && !key.startsWith(TEST_PREFIX)) {
      source.add(key, value, origin);
    }
  }

  private static ConfigSource ofFile(ConfigInputs.Folders folders, Path home, ConfigFaults faults) {
    Path given = folders.configFile();
    Path file = given != null ? given.toAbsolutePath() : home.resolve("recollect.properties");
    return given == null && !Files.exists(file)
        ? new ConfigSource.Builder().build()
        : PropertiesFile.read(file, faults);
  }

  private static List<BadLine> badLines(Path path, EnvFile file) {
    return file.badLines().stream()
        .map(line -> new BadLine(path + ":" + line.number(), line.name(), line.fault()))
        .toList();
  }

  /** Returns the home folder. */
  public HomeFolder home() {
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

  /** Returns the strongest text given for a setting, empty text too where the setting allows it. */
  Optional<ConfigText> find(String key, Setting setting) {
    return sources.stream().flatMap(source -> source.find(key, setting).stream()).findFirst();
  }

  /** Returns the variable that a key has under our own names. */
  static String variable(String key) {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Returns every key that any source has under our own names, ascending. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    sources.forEach(source -> keys.addAll(source.keys()));
    return keys;
  }

  /** Returns the variables that are set to nothing, whosever they are. */
  List<ConfigText> emptyVariables() {
    return sources.stream().flatMap(source -> source.emptyVariables().stream()).toList();
  }

  /** Returns the lines of {@code .env} that cannot be read, whosever they are. */
  List<BadLine> badLines() {
    return badLines;
  }
}
