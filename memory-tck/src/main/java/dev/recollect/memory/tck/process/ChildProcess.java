package dev.recollect.memory.tck.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the class path of this one, talked to in lines. What it prints as errors is
 * dropped. Not thread-safe.
 */
public final class ChildProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /**
   * Starts a process; secrets belong into {@link #tell}, because a command line is public.
   *
   * @param main has the method {@code main}
   * @param arguments what it is given
   */
  public static ChildProcess start(Class<?> main, String... arguments) throws IOException {
    return new ChildProcess(
        command(main, arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Returns what starts another JVM with the class path of this one. */
  public static ProcessBuilder command(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // It lives for seconds, in which compiling well costs more than it saves.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command);
  }

  /** Returns the number that the system knows it by. */
  public long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    input.println(line);
  }

  /**
   * Waits for the next line of its standard output.
   *
   * @throws IOException if it has ended without one
   */
  public String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the child has ended with " + exitCode());
    }
    return line;
  }

  /** Kills the process with SIGKILL and returns the lines it had written by then. */
  public List<String> kill() throws IOException {
    // Not through the process itself, which would close its output as well.
    process.toHandle().destroyForcibly();
    List<String> lines = output.lines().toList();
    exitCode();
    return lines;
  }

  private int exitCode() throws IOException {
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new IOException("the child does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
