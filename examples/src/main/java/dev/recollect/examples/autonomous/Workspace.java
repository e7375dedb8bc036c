package dev.recollect.examples.autonomous;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which the agent works, and the one place it can write: plain files with plain
 * names, none hidden, none in a folder below. Faults are thrown with a message for the model.
 */
final class Workspace {

  /** Largest file, in characters. */
  static final int FILE_CHARACTERS = 20_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String JOURNAL = ".journal.jsonl";

  private final Path folder;

  private Workspace(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, which is made if there is none. */
  static Workspace open(Path folder) {
    try {
      return new Workspace(Files.createDirectories(folder).toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be made", e);
    }
  }

  /** Returns the file of the journal, which the agent neither sees nor writes. */
  Path journal() {
    return folder.resolve(JOURNAL);
  }

  /** Writes a file whole; at every moment it holds the old text or the new one. */
  String write(String name, String text) {
    Path file = file(name);
    if (text.length() > FILE_CHARACTERS) {
      throw new IllegalArgumentException(
          "the text has " + text.length() + " characters; at most " + FILE_CHARACTERS);
    }
    try {
      Path written = Files.writeString(folder.resolve("." + name + ".new"), text);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + name + " cannot be written", e);
    }
    return "wrote " + text.length() + " characters to " + name;
  }

  /** Returns the text of a file. */
  String read(String name) {
    Path file = file(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException("there is no file " + name + "; there are: " + names());
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + name + " cannot be read", e);
    }
  }

  /** Returns the names of the files, in order. */
  List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder cannot be listed", e);
    }
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a file; use letters, digits, '.', '_' and '-', no folders");
    }
    return folder.resolve(name);
  }
}
