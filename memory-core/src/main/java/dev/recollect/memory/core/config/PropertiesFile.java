package dev.recollect.memory.core.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Reads a file in the format of {@link Properties}, keeping the number of each key's line. */
final class PropertiesFile {

  private final Path file;
  private final ConfigFaults faults;
  private final ConfigSource.Builder source = new ConfigSource.Builder();

  private PropertiesFile(Path file, ConfigFaults faults) {
    this.file = file;
    this.faults = faults;
  }

  /** Returns the texts of a file; what cannot be read becomes a fault. */
  static ConfigSource read(Path file, ConfigFaults faults) {
    if (!Files.isRegularFile(file)) {
      faults.add("there is no file of settings at " + file + "; create it or name another");
      return new ConfigSource.Builder().build();
    }
    PropertiesFile reading = new PropertiesFile(file, faults);
    try {
      reading.readLogicalLines(Files.readAllLines(file));
    } catch (IOException e) {
      faults.add(file + " cannot be read as a properties file in UTF-8: " + e.getMessage());
    }
    return reading.source.build();
  }

  /** A line that ends in a backslash goes on in the next one, unless it is a comment. */
  private void readLogicalLines(List<String> lines) {
    StringBuilder logical = new StringBuilder();
    int first = 1;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (logical.isEmpty()) {
        first = number;
      }
      logical.append(line).append('\n');
      boolean comment = first == number && line.stripLeading().matches("[#!].*");
      if (comment || !goesOn(line)) {
        readOne(logical.toString(), first);
        logical.setLength(0);
      }
    }
    readOne(logical.toString(), first);
  }

  private static boolean goesOn(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }

  private void readOne(String logical, int number) {
    String origin = file + ":" + number;
    Properties single = new Properties();
    try {
      single.load(new StringReader(logical));
    } catch (IOException | IllegalArgumentException e) {
      faults.add(origin + " cannot be read as a property: " + e.getMessage());
    }
    single.forEach((key, value) -> source.add(key.toString(), value.toString(), origin));
  }
}
