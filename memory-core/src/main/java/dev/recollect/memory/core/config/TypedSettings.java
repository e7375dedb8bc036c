package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settings of one provider, already parsed. Immutable; prints secrets as {@code ***}. */
final class TypedSettings implements Settings {

  private final String prefix;
  private final Map<String, Setting> declared = new LinkedHashMap<>();
  private final Map<String, Object> values;

  /**
   * Creates settings.
   *
   * @param prefix what stands before every name, ending in a dot
   * @param declared the settings there are
   * @param values parsed values by name, defaults included, each of the class that {@link
   *     SettingParser} returns for its type
   */
  TypedSettings(String prefix, List<Setting> declared, Map<String, Object> values) {
    this.prefix = prefix;
    declared.forEach(setting -> this.declared.put(setting.name(), setting));
    this.values = Map.copyOf(values);
  }

  @Override
  public Optional<String> text(String name) {
    return value(name, SettingType.TEXT).map(String.class::cast);
  }

  @Override
  public long integer(String name) {
    return (Long) required(name, SettingType.INTEGER);
  }

  @Override
  public double decimal(String name) {
    return (Double) required(name, SettingType.DECIMAL);
  }

  @Override
  public boolean bool(String name) {
    return (Boolean) required(name, SettingType.BOOLEAN);
  }

  @Override
  public Duration duration(String name) {
    return (Duration) required(name, SettingType.DURATION);
  }

  @Override
  public long size(String name) {
    return (Long) required(name, SettingType.SIZE);
  }

  @Override
  public Optional<Path> path(String name) {
    return value(name, SettingType.PATH).map(Path.class::cast);
  }

  @Override
  public Optional<String> secret(String name) {
    return value(name, SettingType.SECRET).map(String.class::cast);
  }

  @Override
  public String key(String name) {
    if (!declared.containsKey(name)) {
      throw bug("setting '" + prefix + name + "' is read but not declared");
    }
    return prefix + name;
  }

  private Object required(String name, SettingType type) {
    return value(name, type)
        .orElseThrow(
            () -> bug("setting '" + prefix + name + "' is neither given nor has a default"));
  }

  private Optional<Object> value(String name, SettingType type) {
    Setting setting = declared.get(name);
    if (setting == null || setting.type() != type) {
      throw bug("setting '" + prefix + name + "' is read as " + type + " but not declared so");
    }
    return Optional.ofNullable(values.get(name));
  }

  private static MemoryException bug(String message) {
    return new MemoryException(ErrorKind.INTERNAL, message + "; this is a bug of the provider");
  }

  @Override
  public String toString() {
    return declared.values().stream()
        .filter(setting -> values.containsKey(setting.name()))
        .map(setting -> prefix + setting.name() + " = " + shown(setting))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String shown(Setting setting) {
    return Masking.shown(setting.type(), String.valueOf(values.get(setting.name())));
  }
}
