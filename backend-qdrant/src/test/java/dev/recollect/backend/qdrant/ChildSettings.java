package dev.recollect.backend.qdrant;

import dev.recollect.memory.tck.process.ChildProcess;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;

/** Settings on their way to a child process: through its standard input, for one is a password. */
final class ChildSettings {

  private ChildSettings() {}

  static void tell(ChildProcess child, Map<String, String> settings) {
    settings.forEach((name, value) -> child.tell(name + "=" + value));
    child.tell("");
  }

  /** Returns what the parent told, in the child. */
  static Map<String, String> read() {
    Map<String, String> settings = new HashMap<>();
    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
    for (String line = lines.nextLine(); !line.isEmpty(); line = lines.nextLine()) {
      String[] parts = line.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return settings;
  }
}
