package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.memory.Opening;
import dev.recollect.memory.api.tier.SearchMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What decides the figures of a run, by name. */
final class RunSettings {

  private RunSettings() {}

  /** Returns the settings of a run. */
  static Map<String, Object> of(Run run) {
    Settings settings = run.settings();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("data", run.data().name());
    shown.put("tier", name(settings.tier()));
    shown.put("backend", settings.opening().backend());
    shown.put("mode", settings.mode() == SearchMode.HYBRID ? "default" : name(settings.mode()));
    shown.put("embedding", run.embedding());
    shown.put("top_k", settings.topK());
    shown.put("foreign", settings.foreign());
    Opening.Recency recency = settings.opening().recency();
    if (recency != null) {
      shown.put("recency", recency.weight());
      shown.put("half_life_days", recency.halfLife().toDays());
    }
    return shown;
  }

  /** Returns settings in a line. */
  static String line(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey().replace('_', '-') + " " + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
