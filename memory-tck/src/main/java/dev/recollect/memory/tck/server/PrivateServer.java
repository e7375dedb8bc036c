package dev.recollect.memory.tck.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/**
 * A server of a test's own, which it may stop, kill and let hang, by the script {@code instance} of
 * the folder that {@link TestServers#folder} names; its data is deleted in the end. Not
 * thread-safe.
 *
 * <p>The script is called as {@code bash instance SERVER NAME ACTION ARGUMENT…}. It prints what was
 * asked for, or says what is wrong and ends with another code than 0, which is an
 * IllegalStateException here.
 */
public final class PrivateServer implements AutoCloseable {

  private final Path script;
  private final String server;
  private final String name = "test-" + UUID.randomUUID();

  private PrivateServer(Path script, String server) {
    this.script = script;
    this.server = server;
  }

  /**
   * Starts a server, with an empty store, where there is one for the other tests.
   *
   * @param server its name, as {@link TestServers} and the script know it
   * @param arguments what the script takes for it; for {@code postgres} settings, name=value
   * @throws TestAbortedException if there is none for the other tests, or the build does not say
   *     where the script is
   */
  public static PrivateServer start(String server, String... arguments) {
    TestServers.ofThisProcess().url(server, "servers/up " + server + " starts one");
    Path folder =
        TestServers.folder()
            .orElseThrow(() ->
                new TestAbortedException(
                    "the build does not say where servers/instance is: the system property "
                        + TestServers.FOLDER_PROPERTY
                        + " is not set; run the test by Maven"));
    PrivateServer started = new PrivateServer(folder.resolve("instance"), server);
    started.run("start", arguments);
    return started;
  }

  /** Returns its address, with the password where the server has it there. */
  public String url() {
    return run("url");
  }

  /** Returns its API key, of a server that has one. */
  public String key() {
    return run("key");
  }

  /** Returns the folder of its data. */
  public Path data() {
    return Path.of(run("data"));
  }

  /** Starts it again, on its data, after {@link #kill} or {@link #stop}; it answers then. */
  public void restart(String... arguments) {
    run("start", arguments);
  }

  /** Ends all its processes at once, with SIGKILL. */
  public void kill() {
    run("kill");
  }

  /** Ends it properly. */
  public void stop() {
    run("stop");
  }

  /** Stops all its processes where they are; its connections stay open. */
  public void pause() {
    run("pause");
  }

  /** Lets it go on after {@link #pause}. */
  public void resume() {
    run("resume");
  }

  private String run(String action, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("bash", script.toString(), server, name, action));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(action + " of " + server + " failed: " + said);
      }
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + action + " of " + server, e);
    }
  }

  /** Ends it, also where it hangs, and deletes its data. */
  @Override
  public void close() {
    run("resume");
    run("delete");
  }
}
