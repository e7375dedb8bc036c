package dev.recollect.cli;

import dev.recollect.memory.core.inspect.Check;
import dev.recollect.memory.core.inspect.EffectiveSetting;
import dev.recollect.memory.core.plugin.Plugin;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A diagnosis as people read it and paste it into a report. */
final class DiagnosisText {

  private final Diagnosis diagnosis;
  private final StringBuilder text = new StringBuilder();

  DiagnosisText(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /** Returns the text, without a line feed at its end. */
  String text() {
    surroundings();
    section("Providers");
    diagnosis.inspection().providers().stream()
        .map(diagnosis.lines()::describe)
        .forEach(this::line);
    section("Settings");
    diagnosis.inspection().settings().forEach(this::setting);
    section("What answers");
    diagnosis.checks().forEach(this::check);
    list("Notes", diagnosis.notes());
    list("Problems", diagnosis.problems());
    text.append('\n').append(diagnosis.well() ? "All is well." : "Not all is well.");
    return text.toString();
  }

  private void surroundings() {
    Machine machine = diagnosis.machine();
    HomeState home = diagnosis.home();
    line("Recollect " + Version.current());
    line("Java      " + machine.java() + " in " + machine.javaHome());
    line(
        "System    %s, %d processors, heap up to %s"
            .formatted(machine.system(), machine.processors(), size(machine.heapBytes())));
    line(
        "Home      %s (%s): %s, %s free"
            .formatted(
                home.home().path(), home.home().origin(), home.words(), size(home.freeBytes())));
    line("Plugins   " + plugins());
  }

  private String plugins() {
    List<Plugin> plugins = diagnosis.inspection().plugins();
    return plugins.isEmpty()
        ? "none"
        : plugins.stream()
            .map(plugin -> plugin.name() + " (" + plugin.jars().size() + " jars)")
            .collect(Collectors.joining(", "));
  }

  private void setting(EffectiveSetting setting) {
    String value = setting.shown().map(shown -> " = " + shown).orElse("");
    line(String.format("%-44s  %s", setting.key() + value, setting.origin()));
  }

  private void check(Check check) {
    line(
        String.format(
            "%-6s  %s (%d ms): %s",
            check.works() ? "ok" : "FAILED",
            check.part(),
            check.took().toMillis(),
            check.detail()));
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      section(title);
      lines.forEach(this::line);
    }
  }

  private void section(String title) {
    text.append('\n').append(title).append('\n');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
  }
}
