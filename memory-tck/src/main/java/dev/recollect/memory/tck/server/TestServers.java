package dev.recollect.memory.tck.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The addresses of the servers that tests run against, by name. Immutable.
 *
 * <p>The address of the server {@code postgres} is the environment variable {@code
 * RECOLLECT_TEST_POSTGRES_URL}, or a line of that name in the file {@code run/environment} of the
 * folder that the system property {@value #FOLDER_PROPERTY} names. A test whose server is missing
 * is aborted, with the reason; it fails if {@value #REQUIRED} (names with commas) lists the server.
 */
public final class TestServers {

  /** System property: the folder with the scripts that start servers. */
  public static final String FOLDER_PROPERTY = "dev.recollect.test.servers";

  /** Environment variable: the servers that must be there. */
  public static final String REQUIRED = "RECOLLECT_TEST_REQUIRED";

  private final Map<String, String> environment;
  private final List<String> fileLines;

  TestServers(Map<String, String> environment, List<String> fileLines) {
    this.environment = Map.copyOf(environment);
    this.fileLines = List.copyOf(fileLines);
  }

  /** Returns the servers of this process's environment. */
  public static TestServers ofThisProcess() {
    return new TestServers(
        System.getenv(),
        folder()
            .map(folder -> folder.resolve("run").resolve("environment"))
            .map(TestServers::lines)
            .orElse(List.of()));
  }

  /** Returns the folder with the scripts that start servers, where the build names one. */
  public static Optional<Path> folder() {
    return Optional.ofNullable(System.getProperty(FOLDER_PROPERTY)).map(Path::of);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Files.readAllLines(file, StandardCharsets.UTF_8)
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the address of a server.
   *
   * @param server its name, for example {@code postgres}
   * @param help how to start one, for the reason of a test that is not run
   * @throws TestAbortedException if there is none
   * @throws AssertionFailedError if there is none and it must be there
   */
  public String url(String server, String help) {
    String variable = "RECOLLECT_TEST_" + server.toUpperCase(Locale.ROOT) + "_URL";
    return value(variable).orElseThrow(() -> missing(server, variable, help));
  }

  private Optional<String> value(String variable) {
    String prefix = variable + "=";
    return Optional.ofNullable(environment.get(variable))
        .or(() ->
            fileLines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst())
        .filter(value -> !value.isEmpty());
  }

  private RuntimeException missing(String server, String variable, String help) {
    String reason = "no server '" + server + "': " + variable + " is not set; " + help;
    if (List.of(environment.getOrDefault(REQUIRED, "").split(",", -1)).contains(server)) {
      throw new AssertionFailedError(reason + " (required by " + REQUIRED + ")");
    }
    return new TestAbortedException(reason);
  }
}
