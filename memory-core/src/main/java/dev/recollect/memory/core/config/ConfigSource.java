package dev.recollect.memory.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One place that texts come from, such as the environment. Immutable; prints no values. */
final class ConfigSource {

  private final Map<String, ConfigText> texts;
  private final Map<String, String> variables;
  private final String variableOrigin;

  /**
   * Creates a source.
   *
   * @param texts by our own keys
   * @param variables all variables, among which a setting's aliases are looked for; empty for a
   *     source that has no variables
   * @param variableOrigin what comes before a variable's name when it is reported
   */
  ConfigSource(
      Map<String, ConfigText> texts, Map<String, String> variables, String variableOrigin) {
    this.texts = Map.copyOf(texts);
    this.variables = Map.copyOf(variables);
    this.variableOrigin = variableOrigin;
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

  private Optional<ConfigText> alias(String key, String alias) {
    String value = variables.getOrDefault(alias, "");
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new ConfigText(key, value, variableOrigin + alias));
  }

  /** Collects the texts of a source. */
  static final class Builder {
    private final Map<String, ConfigText> texts = new TreeMap<>();

    Builder add(String key, String value, String origin) {
      texts.put(key, new ConfigText(key, value, origin));
      return this;
    }

    ConfigSource build() {
      return new ConfigSource(texts, Map.of(), "");
    }

    ConfigSource build(Map<String, String> variables, String variableOrigin) {
      return new ConfigSource(texts, variables, variableOrigin);
    }
  }
}
