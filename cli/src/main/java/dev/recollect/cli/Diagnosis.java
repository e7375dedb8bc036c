package dev.recollect.cli;

import dev.recollect.memory.core.Inspection;
import dev.recollect.memory.core.inspect.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * What the doctor found. Contains no secrets.
 *
 * @param machine what it runs on
 * @param home the home folder
 * @param inspection providers and settings
 * @param lines describes the providers
 * @param checks what each part answered; empty while the settings are wrong
 */
record Diagnosis(
    Machine machine,
    HomeState home,
    Inspection inspection,
    ProviderLines lines,
    List<Check> checks) {

  /** Returns what does not work. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(inspection.faults());
    if (!home.writable()) {
      problems.add("the home folder " + home.home().path() + " cannot be written");
    }
    inspection.passedOver().forEach(line -> problems.add("could not be loaded: " + line));
    checks.stream()
        .filter(check -> !check.works())
        .forEach(check -> problems.add(check.part() + ": " + check.detail()));
    return problems;
  }

  /** Returns what works and may still surprise. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    inspection
        .emptyVariables()
        .forEach(origin -> notes.add(origin + " is set but empty, so it counts as unset"));
    inspection
        .unreadLines()
        .forEach(origin -> notes.add(origin + " is not NAME=value and was passed over"));
    if (checks.isEmpty()) {
      notes.add("nothing was opened, because the settings are wrong");
    }
    return notes;
  }

  /** Returns whether everything works. */
  boolean well() {
    return problems().isEmpty();
  }
}
