package dev.recollect.examples.autonomous;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of all actions that were taken, a line of JSON each, written to disk before the action
 * counts as done. A line that a killed process left unfinished is dropped. Thread-safe; one process
 * at a time.
 */
final class Journal {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<Action> actions;

  /**
   * An action that was taken.
   *
   * @param key names the call for ever
   * @param tool which tool acted
   * @param arguments its arguments, as JSON
   * @param result what it answered
   * @param process id of the process that acted
   */
  @JsonPropertyOrder({"key", "tool", "arguments", "result", "process"})
  record Action(String key, String tool, String arguments, String result, long process) {}

  private Journal(Path file, List<Action> actions) {
    this.file = file;
    this.actions = actions;
  }

  /** Opens a journal, which is made if there is none. */
  static Journal open(Path file) {
    try {
      byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      Journal journal = new Journal(file, new ArrayList<>());
      for (String line : new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList()) {
        journal.actions.add(JSON.readValue(line, Action.class));
      }
      if (whole < bytes.length) {
        truncate(file, whole);
      }
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be read", e);
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  synchronized List<Action> actions() {
    return List.copyOf(actions);
  }

  synchronized Optional<Action> find(String key) {
    return actions.stream().filter(action -> action.key().equals(key)).findFirst();
  }

  /** Adds an action; when the call returns it is on disk. */
  synchronized void add(Action action) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long before = channel.size();
      try {
        ByteBuffer line = ByteBuffer.wrap(line(action).getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      } catch (IOException e) {
        // The next line must not be the end of a part of this one.
        truncate(file, before);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be written", e);
    }
    actions.add(action);
  }

  /** Removes all actions. */
  synchronized void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be deleted", e);
    }
    actions.clear();
  }

  private static String line(Action action) throws JsonProcessingException {
    return JSON.writeValueAsString(action) + "\n";
  }
}
