package dev.recollect.memory.core.fake;

import dev.recollect.memory.core.config.ConfigInputs;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings as a program makes them. */
public final class ConfigTexts {

  private ConfigTexts() {}

  /** Returns settings that were decided in code. */
  public static Map<String, ConfigInputs.Given> inCode(Map<String, String> settings) {
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> ConfigInputs.Given.inCode(entry.getValue())));
  }
}
