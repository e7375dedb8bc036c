package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.MemoryException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the values of declared settings from the sources. */
final class SettingsReader {

  private final ConfigSources sources;

  SettingsReader(ConfigSources sources) {
    this.sources = sources;
  }

  /**
   * Returns the settings below a prefix; what is wrong with a text becomes a fault.
   *
   * @param prefix what stands before every name: empty, or ending in a dot
   */
  TypedSettings read(String prefix, List<Setting> declared, ConfigFaults faults) {
    Map<String, Object> values = new HashMap<>();
    for (Setting setting : declared) {
      String key = prefix + setting.name();
      ConfigText text =
          sources
              .find(key, setting.aliases())
              .or(() -> setting.defaultText().map(value -> new ConfigText(key, value, "default")))
              .orElse(null);
      if (text != null) {
        parse(setting, text, values, faults);
      }
    }
    return new TypedSettings(prefix, declared, values);
  }

  private void parse(
      Setting setting, ConfigText text, Map<String, Object> values, ConfigFaults faults) {
    try {
      values.put(setting.name(), SettingParser.parse(setting, text.value(), sources.userHome()));
    } catch (MemoryException e) {
      faults.add(text.origin(), text.key(), String.valueOf(e.getMessage()));
    }
  }
}
