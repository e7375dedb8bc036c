package dev.recollect.cli;

import dev.recollect.agent.template.BlockTemplates;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.Inspection;
import dev.recollect.memory.core.internal.NearestName;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The texts that a block of a new agent can begin with, by name: those that come with Recollect,
 * and files of the user's own in a folder of the home folder, which come first.
 */
final class TextLibrary {

  private static final String SUFFIX = ".txt";
  private static final int LARGEST = 64 * 1024;

  /** A text in these is written without spaces, so that a single word can be one. */
  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private final String kind;
  private final BlockTemplates builtIn;
  private final Path folder;

  private TextLibrary(String kind, BlockTemplates builtIn, Path home) {
    this.kind = kind;
    this.builtIn = builtIn;
    this.folder = home.resolve(kind + "s");
  }

  /** Returns the texts of who an agent can be. */
  static TextLibrary personas(RecollectCommand command) {
    return new TextLibrary("persona", BlockTemplates.personas(), home(command));
  }

  /** Returns the texts of whom an agent can talk to. */
  static TextLibrary humans(RecollectCommand command) {
    return new TextLibrary("human", BlockTemplates.humans(), home(command));
  }

  static Path home(RecollectCommand command) {
    try (Inspection inspection = command.memory().inspect()) {
      return inspection.home().path();
    }
  }

  /** Returns the names, ascending. */
  List<String> names() {
    TreeSet<String> names = new TreeSet<>(builtIn.names());
    names.addAll(own());
    return List.copyOf(names);
  }

  private List<String> own() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && name.length() > SUFFIX.length())
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .toList();
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.INVALID, "the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the text of a name; empty for an unknown name. */
  Optional<String> find(String name) {
    return own().contains(name) ? Optional.of(readOwn(name)) : builtIn.find(name);
  }

  private String readOwn(String name) {
    return InitialText.read(folder.resolve(name + SUFFIX), "the " + kind, LARGEST).strip();
  }

  /**
   * Returns what an option means: the text of that name, or else the value itself.
   *
   * @throws MemoryException NOT_FOUND with the nearest name for a single word that is no name
   */
  String resolve(String value) {
    String name =
        value.endsWith(SUFFIX) ? value.substring(0, value.length() - SUFFIX.length()) : value;
    return find(value).or(() -> find(name)).orElseGet(() -> requireText(value));
  }

  private String requireText(String value) {
    if (looksLikeAName(value)) {
      List<String> names = names();
      throw MemoryException.notFound(
          "there is no %s named '%s'.%s Named are %s, and files NAME.txt in %s; a text of your own has more than one word"
              .formatted(
                  kind, value, NearestName.hint(names, value), String.join(", ", names), folder));
    }
    return value;
  }

  private static boolean looksLikeAName(String value) {
    return !value.isEmpty()
        && value.codePoints().noneMatch(Character::isWhitespace)
        && value.codePoints().mapToObj(UnicodeScript::of).noneMatch(WITHOUT_SPACES::contains);
  }

  /** Returns a line for each text: its name and how it begins. */
  List<String> lines() {
    List<String> names = names();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    return names.stream()
        .map(name -> name + " ".repeat(width - name.length()) + "  " + firstLine(name))
        .toList();
  }

  private String firstLine(String name) {
    try {
      return find(name).flatMap(text -> text.lines().findFirst()).orElse("");
    } catch (MemoryException e) {
      return "(" + e.getMessage() + ")";
    }
  }
}
