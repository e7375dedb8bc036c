package dev.recollect.cli;

import dev.recollect.agent.template.AgentTemplate;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.internal.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The templates of new agents by name: those that come with Recollect, and files of the user's own
 * in the folder {@code presets} of the home folder, which come first.
 */
final class PresetLibrary {

  private static final Pattern FILE = Pattern.compile("(.+)\\.ya?ml", Pattern.CASE_INSENSITIVE);

  private final Path folder;

  PresetLibrary(RecollectCommand command) {
    this.folder = TextLibrary.home(command).resolve("presets");
  }

  /**
   * Returns the template of a name, or of a file.
   *
   * @throws MemoryException NOT_FOUND with the nearest name, or what is wrong with the file
   */
  AgentTemplate resolve(String value) {
    Map<String, Path> own = own();
    if (own.containsKey(value)) {
      return AgentTemplate.read(own.get(value));
    }
    return AgentTemplate.find(value).orElseGet(() -> AgentTemplate.read(file(value)));
  }

  private Path file(String value) {
    try {
      Path path = Path.of(value);
      if (Files.exists(path) || FILE.matcher(value).matches()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new MemoryException(
          ErrorKind.INVALID, "'" + value + "' is neither a name nor a file: " + e.getReason(), e);
    }
    List<String> names = names();
    throw MemoryException.notFound(
        "there is no preset '%s', and no file of that name.%s There are %s, and files NAME.yaml in %s"
            .formatted(value, NearestName.hint(names, value), String.join(", ", names), folder));
  }

  private List<String> names() {
    TreeSet<String> names = new TreeSet<>(AgentTemplate.names());
    names.addAll(own().keySet());
    return List.copyOf(names);
  }

  private Map<String, Path> own() {
    Map<String, Path> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> all = Files.list(folder)) {
      all.sorted()
          .forEach(file -> {
            var matcher = FILE.matcher(file.getFileName().toString());
            if (matcher.matches()) {
              files.putIfAbsent(matcher.group(1), file);
            }
          });
      return files;
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.INVALID, "the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns a line for each template: its name and what it is for. */
  List<String> lines() {
    List<String> names = names();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    return names.stream()
        .map(name -> name + " ".repeat(width - name.length()) + "  " + description(name))
        .toList();
  }

  private String description(String name) {
    try {
      return resolve(name).description().lines().findFirst().orElse("");
    } catch (MemoryException e) {
      return "(" + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")";
    }
  }
}
