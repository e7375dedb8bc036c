package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One place that texts come from, such as the environment. Immutable; prints no values. */
final class ConfigSource {

  private final Map<String, ConfigText> texts;
  private final Map<String, ConfigText> variables;

  private ConfigSource(Map<String, ConfigText> texts, Map<String, ConfigText> variables) {
    this.texts = Map.copyOf(texts);
    this.variables = Map.copyOf(variables);
  }

  /** Returns the keys that texts were given for under our own names, ascending. */
  Set<String> keys() {
    return new TreeSet<>(texts.keySet());
  }

  /** Returns the text given for a key, or else for the first of its aliases. */
  Optional<ConfigText> find(String key, List<String> aliases) {
    Optional<ConfigText> own = Optional.ofNullable(texts.get(key));
    return own.or(() -> aliases.stream().flatMap(alias -> alias(key, alias).stream()).findFirst());
  }

  /** Returns the text given for a setting, empty text too where the setting allows it. */
  Optional<ConfigText> find(String key, Setting setting) {
    if (!setting.emptyAllowed()) {
      return find(key, setting.aliases());
    }
    return Optional.ofNullable(texts.get(key))
        .or(() ->
            Stream.concat(Stream.of(ConfigSources.variable(key)), setting.aliases().stream())
                .flatMap(name -> Optional.ofNullable(variables.get(name)).stream())
                .findFirst()
                .map(text -> new ConfigText(key, text.value(), text.origin())));
  }

  private Optional<ConfigText> alias(String key, String alias) {
    return variable(alias).map(text -> new ConfigText(key, text.value(), text.origin()));
  }

  /** Returns a variable that is set to something; none in a source that has no variables. */
  Optional<ConfigText> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.value().isEmpty());
  }

  /** Returns the variables, ascending by name, that are set to nothing. */
  List<ConfigText> emptyVariables() {
    return new TreeMap<>(variables)
        .values().stream().filter(text -> text.value().isEmpty()).toList();
  }

  /** Collects the texts of a source. */
  static final class Builder {
    private final Map<String, ConfigText> texts = new TreeMap<>();
    private final Map<String, ConfigText> variables = new TreeMap<>();

    /** Adds the text of a key of ours. */
    Builder add(String key, String value, String origin) {
      texts.put(key, new ConfigText(key, value, origin));
      return this;
    }

    /** Adds a variable, among which a setting's aliases are looked for. */
    Builder variable(String name, String value, String origin) {
      variables.put(name, new ConfigText(name, value, origin));
      return this;
    }

    ConfigSource build() {
      return new ConfigSource(texts, variables);
    }
  }
}
