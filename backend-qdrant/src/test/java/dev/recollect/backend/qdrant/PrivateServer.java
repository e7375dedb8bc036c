package dev.recollect.backend.qdrant;

import dev.recollect.memory.tck.server.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/**
 * A server of a test's own, which it may stop, kill and let hang, by the script {@code
 * servers/instance}; deleted in the end.
 */
final class PrivateServer implements AutoCloseable {

  private final Path script;
  private final String name = "test-" + UUID.randomUUID();

  private PrivateServer(Path script) {
    this.script = script;
  }

  /** Starts a server, where there is one for the other tests. */
  static PrivateServer start() {
    TestPrefix.serverSettings();
    Path folder =
        TestServers.folder()
            .orElseThrow(() ->
                new TestAbortedException(
                    "the build does not say where servers/instance is; run the test by Maven"));
    PrivateServer server = new PrivateServer(folder.resolve("instance"));
    server.run("start");
    return server;
  }

  /** Returns the settings that lead a backend here. */
  Map<String, String> settings() {
    return Map.of("url", run("url").strip(), "key", run("key").strip());
  }

  void restart() {
    run("start");
  }

  void kill() {
    run("kill");
  }

  /** Stops it where it is; its connections stay open. */
  void pause() {
    run("pause");
  }

  void resume() {
    run("resume");
  }

  private String run(String action) {
    List<String> command = List.of("bash", script.toString(), "qdrant", name, action);
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
