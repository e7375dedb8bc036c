package dev.recollect.backend.pgvector;

import dev.recollect.memory.tck.server.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/**
 * A PostgreSQL of a test's own, which it may stop, kill and change, by the script {@code
 * servers/instance}; deleted in the end.
 */
final class PrivateServer implements AutoCloseable {

  private final Path script;
  private final String name = "test-" + UUID.randomUUID();

  private PrivateServer(Path script) {
    this.script = script;
  }

  /** Starts a server with settings ({@code name=value}), where there is one for the other tests. */
  static PrivateServer start(String... settings) {
    TestSchema.serverUrl();
    Path folder =
        TestServers.folder()
            .orElseThrow(() ->
                new TestAbortedException(
                    "the build does not say where servers/instance is; run the test by Maven"));
    PrivateServer server = new PrivateServer(folder.resolve("instance"));
    server.run("start", settings);
    return server;
  }

  /** Returns the settings that lead a backend here. */
  Map<String, String> settings() {
    return Map.of("url", run("url").strip(), "connection.timeout", "5s");
  }

  /** Returns the folder of its data. */
  Path data() {
    return Path.of(run("data").strip());
  }

  void restart(String... settings) {
    run("start", settings);
  }

  void kill() {
    run("kill");
  }

  void stop() {
    run("stop");
  }

  /** Stops all its processes where they are; its connections stay open. */
  void pause() {
    run("pause");
  }

  void resume() {
    run("resume");
  }

  private String run(String action, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", script.toString(), "postgres", name));
    command.add(action);
    command.addAll(Arrays.asList(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(action + " failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("resume");
    run("delete");
  }
}
