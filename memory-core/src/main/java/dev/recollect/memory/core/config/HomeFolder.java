package dev.recollect.memory.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The home folder of Recollect and who named it. Immutable.
 *
 * @param path the folder, absolute; may not exist
 * @param origin where it was named, for people
 * @param trusted whether somebody named it who may also run programs here: everybody but a {@code
 *     .env} file, which may have come with a folder from elsewhere
 */
public record HomeFolder(Path path, String origin, boolean trusted) {

  private static final String PROPERTY = "recollect.home";
  private static final String VARIABLE = "RECOLLECT_HOME";

  /** Returns the folder that the sources name, {@code ~/.recollect} if none does. */
  static HomeFolder of(ConfigInputs inputs, ConfigSource environment, ConfigSource envFile) {
    Path given = inputs.folders().home();
    if (given != null) {
      return new HomeFolder(given.toAbsolutePath(), ConfigSources.IN_CODE, true);
    }
    Path user = inputs.folders().user();
    return ofProperty(inputs, user)
        .or(() -> ofVariable(environment, user, true))
        .or(() -> ofVariable(envFile, user, false))
        .orElseGet(
            () -> new HomeFolder(user.resolve(".recollect").toAbsolutePath(), "default", true));
  }

  private static Optional<HomeFolder> ofProperty(ConfigInputs inputs, Path user) {
    String text = inputs.systemProperties().getOrDefault(PROPERTY, "");
    String origin = "system property " + PROPERTY;
    return text.isBlank() ? Optional.empty() : Optional.of(named(text, origin, true, user));
  }

  private static Optional<HomeFolder> ofVariable(ConfigSource source, Path user, boolean trusted) {
    return source
        .variable(VARIABLE)
        .filter(text -> !text.value().isBlank())
        .map(text -> named(text.value(), text.origin(), trusted, user));
  }

  private static HomeFolder named(String text, String origin, boolean trusted, Path user) {
    return new HomeFolder(SettingParser.path(text, user).toAbsolutePath(), origin, trusted);
  }
}
