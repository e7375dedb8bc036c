package dev.recollect.buildchecks;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.core.config.Configuration;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes the page of all settings from what core and the providers declare. */
final class ConfigurationPage {

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the declarations in the code; a test of build-checks says how to renew it. -->

      Nothing needs to be set. Of several places that set the same key, the first counts:

      1. code: `Recollect.builder().set("memory.block.limit", "8000")`
      2. system properties, with the prefix `recollect.`: `-Drecollect.memory.block.limit=8000`
      3. environment variables, with the prefix `RECOLLECT_`, in capitals, dots as `_`: \
      `RECOLLECT_MEMORY_BLOCK_LIMIT=8000`
      4. `.env` in the working folder, with the same names
      5. `recollect.properties` in the home folder, or the file given with `--config` or \
      `Recollect.builder().configFile(…)`: `memory.block.limit = 8000`

      The home folder is given in code, by the system property `recollect.home` or by
      `RECOLLECT_HOME`, else it is `~/.recollect`. Names that begin
      with `RECOLLECT_TEST_` belong to the project's own tests. An environment variable listed as *also* counts
      just below our own name. An unknown key, a wrong value and a provider that is not there are errors, all in
      one report. Durations and sizes have a unit: `250ms`, `30s`, `5m`, `2h`, `1d`; `512B`, `4KB`, `64MB`, `2GB`.
      `~` at the start of a path is your home. Secrets are never printed. `./recollect doctor` shows every
      setting with its value and where that comes from.

      A variable that is set but empty counts as unset, unless the table says that it may be empty. A line of
      `.env` is `NAME=value`, optionally after `export`; `#` at the start of the line or of the value, or behind a
      blank, begins a comment.
      Between single quotes everything stands for itself, between double quotes `\\"`, `\\\\` and `\\n` are a quote,
      a backslash and a line feed; nothing is substituted. Only names with our prefix and the listed aliases are
      read; one of those that cannot be read is an error that names the line, and other programs' lines are passed
      over.

      A backend is an instance: `backend.main.type = pgvector` and `memory.archival.backend = main`. The id of a
      provider alone is its default instance: `memory.archival.backend = pgvector`, whose settings then begin with
      `backend.pgvector.`.
      """;

  private ConfigurationPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    table(page, "Memory", "", Configuration.settings());
    tables(
        page,
        "Backend",
        "backend.<instance>.",
        settings(BackendProvider.class, BackendProvider::id, BackendProvider::settings));
    tables(
        page,
        "Chat model",
        "model.<id>.",
        settings(ChatModelProvider.class, ChatModelProvider::id, ChatModelProvider::settings));
    tables(
        page,
        "Embedding model",
        "embedding.<id>.",
        settings(
            EmbeddingModelProvider.class,
            EmbeddingModelProvider::id,
            EmbeddingModelProvider::settings));
    return page.toString();
  }

  private static <P> SortedMap<String, List<Setting>> settings(
      Class<P> type, Function<P, String> id, Function<P, List<Setting>> settings) {
    SortedMap<String, List<Setting>> byId = new TreeMap<>();
    ServiceLoader.load(type, ConfigurationPage.class.getClassLoader())
        .forEach(provider -> byId.put(id.apply(provider), settings.apply(provider)));
    return byId;
  }

  private static void tables(
      StringBuilder page, String kind, String prefix, SortedMap<String, List<Setting>> byId) {
    byId.forEach((id, settings) ->
        table(page, kind + " `" + id + "`", prefix.replace("<id>", id), settings));
  }

  private static void table(
      StringBuilder page, String title, String prefix, List<Setting> settings) {
    page.append("\n## ").append(title).append("\n\n");
    if (settings.isEmpty()) {
      page.append("Nothing to set.\n");
      return;
    }
    page.append("| key | value | default | what it does |\n|---|---|---|---|\n");
    settings.forEach(setting -> page.append(row(prefix, setting)));
  }

  private static String row(String prefix, Setting setting) {
    String also =
        setting.aliases().isEmpty()
            ? ""
            : "; also `" + String.join("`, `", setting.aliases()) + "`";
    String empty = setting.emptyAllowed() ? "; may be empty" : "";
    String standard = setting.defaultText().map(text -> "`" + text + "`").orElse("");
    return "| `%s%s` | %s | %s | %s%s%s |\n"
        .formatted(prefix, setting.name(), value(setting), standard, what(setting), empty, also);
  }

  private static String what(Setting setting) {
    String text = setting.description().replace("|", "\\|").replaceFirst("\\.$", "");
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String value(Setting setting) {
    String type = setting.type().name().toLowerCase(Locale.ROOT);
    boolean ranged = setting.type() == SettingType.INTEGER && setting.minimum() != Long.MIN_VALUE;
    return ranged ? type + ", " + setting.minimum() + " to " + setting.maximum() : type;
  }
}
