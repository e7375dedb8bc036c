package dev.recollect.memory.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.tck.process.ChildProcess;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another JVM that runs {@link OtherProcessMain} with the class path of this one. */
final class OtherProcess implements AutoCloseable {

  private static final String END = "end";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path errors;
  private final DataOutputStream input;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private OtherProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.input = new DataOutputStream(process.getOutputStream());
    Thread.ofPlatform().daemon().name("tck-other-process").start(this::listen);
  }

  /** Reads all the time: a process that waits for its reader would not be at work when killed. */
  private void listen() {
    try (BufferedReader output = process.inputReader()) {
      output
          .lines()
          .filter(line -> line.startsWith(OtherProcessMain.ANSWER))
          .forEach(line -> lines.add(line.substring(OtherProcessMain.ANSWER.length())));
    } catch (IOException | UncheckedIOException e) {
      lines.add("its output cannot be read: " + e);
    } finally {
      lines.add(END);
    }
  }

  /** Starts a process; the settings go through a pipe, because a command line is public. */
  static OtherProcess start(ProviderSetup setup) {
    try {
      Path errors = Files.createTempFile("other-process", ".log");
      OtherProcess started =
          new OtherProcess(
              ChildProcess.command(OtherProcessMain.class).redirectError(errors.toFile()).start(),
              errors);
      started.describe(setup);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void describe(ProviderSetup setup) throws IOException {
    input.writeUTF(setup.provider().getName());
    input.writeUTF(setup.home().toString());
    input.writeInt(setup.settings().size());
    for (Map.Entry<String, String> setting : setup.settings().entrySet()) {
      input.writeUTF(setting.getKey());
      input.writeUTF(setting.getValue());
    }
    input.flush();
  }

  /** Gives it something to do and returns its answer. */
  String ask(String command) {
    tell(command);
    try {
      return line(lines.take());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Gives it something to do. */
  void tell(String command) {
    try {
      input.writeUTF(command);
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the other process has ended: " + lastErrors(), e);
    }
  }

  private String line(String taken) {
    if (taken.equals(END)) {
      lines.add(END);
      throw new IllegalStateException("the other process has ended: " + lastErrors());
    }
    return taken;
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while the other process was asked", cause);
  }

  /** Returns what it has answered that was not yet returned. */
  List<String> answers() {
    List<String> said = new ArrayList<>();
    for (String taken = lines.poll(); taken != null; taken = lines.poll()) {
      said.add(line(taken));
    }
    return said;
  }

  /** Waits, two minutes at most, for a certain answer; returns all up to that. */
  List<String> answersUntil(String last) {
    List<String> said = new ArrayList<>();
    long begin = System.nanoTime();
    try {
      while (said.isEmpty() || !said.getLast().equals(last)) {
        long left = PATIENCE.toNanos() - (System.nanoTime() - begin);
        String taken = lines.poll(left, TimeUnit.NANOSECONDS);
        if (taken == null || taken.equals(END)) {
          lines.add(END);
          throw new AssertionError(
              "the other process has not answered '%s' but %s: %s"
                  .formatted(last, said, lastErrors()));
        }
        said.add(taken);
      }
      return said;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String lastErrors() {
    try (Stream<String> all = Files.lines(errors)) {
      List<String> said = all.filter(line -> !line.isBlank()).toList();
      return String.join("\n", said.subList(Math.max(0, said.size() - 20), said.size()));
    } catch (IOException | UncheckedIOException e) {
      return "what it said cannot be read: " + e;
    }
  }

  /** Kills it in the middle of its work and returns what it had answered by then. */
  List<String> killAtWork() {
    assertThat(process.isAlive())
        .as("the other process ended by itself: %s", lastErrors())
        .isTrue();
    return kill();
  }

  /** Kills it and returns what it had answered by then. */
  private List<String> kill() {
    // Not through the process itself, which would close its output as well.
    process.toHandle().destroyForcibly();
    List<String> said = new ArrayList<>();
    try {
      for (String line = lines.take(); !line.equals(END); line = lines.take()) {
        said.add(line);
      }
      lines.add(END);
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said;
  }

  /** Ends it, if need be by force. */
  @Override
  public void close() {
    kill();
    try {
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
