package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
      text(prefix, setting).ifPresent(text -> parse(setting, text, values, faults));
    }
    return new TypedSettings(prefix, declared, values);
  }

  /** Returns a setting below a prefix as it counts, whether its text is right or not. */
  EffectiveSetting effective(String prefix, Setting setting) {
    return text(prefix, setting)
        .map(text ->
            new EffectiveSetting(
                text.key(),
                Optional.of(Masking.shown(setting.type(), text.value())),
                text.origin()))
        .orElseGet(() ->
            new EffectiveSetting(
                prefix + setting.name(), Optional.empty(), EffectiveSetting.NOT_SET));
  }

  /** Returns the text that counts: what was given, else the default. */
  Optional<ConfigText> text(String prefix, Setting setting) {
    String key = prefix + setting.name();
    return sources
        .find(key, setting)
        .or(() ->
            setting
                .defaultText()
                .map(value -> new ConfigText(key, value, EffectiveSetting.DEFAULT)));
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
