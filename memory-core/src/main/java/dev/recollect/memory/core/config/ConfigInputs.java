package dev.recollect.memory.core.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration is read from. Prints no values.
 *
 * @param code settings that the program made, by key
 * @param systemProperties all system properties
 * @param environment all environment variables
 * @param folders where files are looked for
 */
public record ConfigInputs(
    Map<String, Given> code,
    Map<String, String> systemProperties,
    Map<String, String> environment,
    Folders folders) {

  /**
   * A setting that the program made.
   *
   * @param value its text; may be a secret
   * @param origin where the program has it from, for people, for example {@code option --backend}
   */
  public record Given(String value, String origin) {

    /** Returns a setting that was decided in code. */
    public static Given inCode(String value) {
      return new Given(value, ConfigSources.IN_CODE);
    }

    @Override
    public String toString() {
      return origin;
    }
  }

  /**
   * Where files are looked for.
   *
   * @param working the folder that may hold {@code .env}
   * @param user the folder that {@code ~} stands for
   * @param home the home folder of Recollect, or null to take it from the sources
   * @param configFile a file of settings that must exist, or null for {@code recollect.properties}
   *     in the home folder if that exists
   */
  public record Folders(Path working, Path user, @Nullable Path home, @Nullable Path configFile) {

    /** Returns the folders of this process. */
    public static Folders ofProcess(@Nullable Path home, @Nullable Path configFile) {
      return new Folders(
          Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")), home, configFile);
    }
  }

  /** Copies the maps. */
  public ConfigInputs {
    code = Map.copyOf(code);
    systemProperties = Map.copyOf(systemProperties);
    environment = Map.copyOf(environment);
  }

  @Override
  public String toString() {
    return "ConfigInputs" + folders;
  }
}
