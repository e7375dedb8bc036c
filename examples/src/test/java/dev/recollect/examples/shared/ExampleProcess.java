package dev.recollect.examples.shared;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An example in a process of its own, with a memory below a folder and of the environment only what
 * is given.
 */
public final class ExampleProcess implements AutoCloseable {

  private static final List<String> OURS =
      List.of("RECOLLECT_", "MEMORY_", "MEMGPT_", "OPENAI_", "PG_", "POSTGRESML_");

  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  /**
   * What came of a process that ended.
   *
   * @param exitCode its exit code
   * @param output what it wrote to standard output, from the first line that was not read before
   * @param errors what it wrote to standard error
   */
  public record Ended(int exitCode, List<String> output, String errors) {}

  private ExampleProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /** Starts an example in a folder, in which its memory lies too. */
  public static ExampleProcess start(
      Path folder, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = java(main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    prepare(builder.environment(), folder, environment);
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    return new ExampleProcess(builder.redirectError(errors.toFile()).start(), errors);
  }

  /** Runs an example to its end. */
  public static Ended run(
      Path folder, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    try (ExampleProcess process = start(folder, environment, main, arguments)) {
      return process.end();
    }
  }

  /** Returns the command that starts a class on the class path of this process. */
  public static List<String> java(Class<?> main) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dguice_bytecode_gen_option=DISABLED",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Djava.util.logging.config.file=" + Path.of("logging.properties").toAbsolutePath(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName()));
  }

  /** Takes what would change an example out of an environment, and puts other things in. */
  public static void prepare(
      Map<String, String> environment, Path folder, Map<String, String> additions) {
    environment.keySet().removeIf(name -> OURS.stream().anyMatch(name::startsWith));
    environment.put("RECOLLECT_HOME", folder.resolve("home").toString());
    environment.putAll(additions);
  }

  /** Returns the id of the process. */
  public long pid() {
    return process.pid();
  }

  /** Returns the next line of standard output; fails if the process ends first. */
  public String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      Ended ended = end();
      throw new IOException("the example ended with " + ended.exitCode() + ": " + ended.errors());
    }
    return line;
  }

  /** Reads lines up to one that begins so. */
  public void await(String beginning) throws IOException {
    String line = line();
    while (!line.startsWith(beginning)) {
      line = line();
    }
  }

  /** Kills the process with SIGKILL. */
  public Ended kill() throws IOException {
    // Not through the process itself, which would close its output as well.
    process.toHandle().destroyForcibly();
    return end();
  }

  /** Waits for the end. */
  public Ended end() throws IOException {
    List<String> lines = output.lines().toList();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IOException("the example does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return new Ended(process.exitValue(), lines, Files.readString(errors));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
