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
 * The addresses of the servers that tests run against, by name, and what else is known of them.
 * Immutable.
 *
 * <p>The address of the server {@code postgres} is the environment variable {@code
 * RECOLLECT_TEST_POSTGRES_URL}, or a line of that name in the file {@code run/environment} of the
 * folder that the system property {@value #FOLDER_PROPERTY} names; that of {@code qdrant} is called
 * likewise, that of {@code milvus} is {@code RECOLLECT_TEST_MILVUS_URI}. A test whose server is
 * missing is aborted, with the reason; it fails if {@value #REQUIRED} (names with commas) lists the
 * server.
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
    // Users of Milvus and its clients call an address URI.
    String variable = variable(server, server.equals("milvus") ? "uri" : "url");
    return value(variable).orElseThrow(() -> missing(server, variable, help));
  }

  /**
   * Returns what else is known of a server: {@code RECOLLECT_TEST_QDRANT_KEY} is the setting {@code
   * key} of {@code qdrant}.
   *
   * @param server its name
   * @param setting the end of the variable's name, in lower case
   * @return empty if there is no such variable, or an empty one
   */
  public Optional<String> setting(String server, String setting) {
    return value(variable(server, setting));
  }

  private static String variable(String server, String setting) {
    return "RECOLLECT_TEST_" + (server + "_" + setting).toUpperCase(Locale.ROOT);
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
