package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Milvus Lite as a child process on loopback. It ends with this process, however that ends: a shell
 * waits for the end of a pipe that only this process holds open. Ctrl-C at the terminal does not
 * reach it, so that what is under way can be finished.
 */
final class LiteServer implements AutoCloseable {

  static final String INSTALL = "pip install milvus-lite pymilvus";

  private static final String SCRIPT =
      """
      trap '' INT HUP
      exec 3<&0
      { cat <&3; kill $$ || exit 0; sleep 5; kill -9 $$; } >/dev/null 2>&1 &
      exec "$@" 3<&- </dev/null
      """;

  private static final Duration STOPPING = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int SAID = 1_500;

  private final LiteLock lock;
  private final Process process;
  private final int port;

  private LiteServer(LiteLock lock, Process process, int port) {
    this.lock = lock;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server for a folder and waits until it listens.
   *
   * @throws MemoryException CONFLICT if another process has the folder open; CONFIGURATION if the
   *     program is missing or does not start; INCOMPATIBLE if the folder is a file; CANCELLED
   */
  static LiteServer start(Location.Lite location, Duration patience) {
    Path folder = location.folder();
    Path program = program(location.program());
    if (Files.isRegularFile(folder)) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          folder
              + " is a file, as Milvus Lite before 3 wrote it; a store of Milvus Lite 3 is a"
              + " folder. Move the file away, or set another uri.");
    }
    LiteLock lock = LiteLock.of(folder);
    boolean started = false;
    try {
      LiteServer server = start(lock, program, folder, System.nanoTime() + patience.toNanos());
      started = true;
      return server;
    } finally {
      if (!started) {
        lock.close();
      }
    }
  }

  private static Path program(String name) {
    if (name.contains(File.separator)) {
      return Optional.of(Path.of(name))
          .filter(Files::isExecutable)
          .orElseThrow(() -> missing(name));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> missing(name));
  }

  private static MemoryException missing(String name) {
    return new MemoryException(
        ErrorKind.CONFIGURATION,
        "Milvus Lite is not installed: there is no program '"
            + name
            + "'. Install it with `"
            + INSTALL
            + "` and name its path in lite.program if it is not on PATH, or set uri to the address"
            + " of a Milvus server.");
  }

  /** A server of a process that was killed may need a moment to end, and a port may get lost. */
  private static LiteServer start(LiteLock lock, Path program, Path folder, long deadline) {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    try {
      while (true) {
        int port = freePort();
        LiteServer server = new LiteServer(lock, launch(program, folder, port, log), port);
        if (server.listens(deadline)) {
          return server;
        }
        server.stop();
        String said = end(log);
        if (!passing(said) || System.nanoTime() - deadline > 0) {
          throw failed(folder, program, said);
        }
        Thread.sleep(4 * LOOK.toMillis());
      }
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION, program + " cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "the calling thread was interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  private static Process launch(Path program, Path folder, int port, Path log) throws IOException {
    return new ProcessBuilder(
            List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "milvus-lite",
                program.toString(),
                "server",
                "--data-dir",
                folder.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port)))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private boolean listens(long deadline) throws InterruptedException {
    boolean waited = false;
    try {
      while (process.isAlive() && System.nanoTime() - deadline < 0) {
        if (answers()) {
          waited = true;
          return process.isAlive();
        }
        Thread.sleep(LOOK.toMillis());
      }
      waited = true;
      return false;
    } finally {
      if (!waited) {
        stop();
      }
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static String end(Path log) throws IOException {
    String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
    return all.substring(Math.max(0, all.length() - SAID));
  }

  private static boolean passing(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return lower.contains("lock") || lower.contains("bind");
  }

  private static MemoryException failed(Path folder, Path program, String said) {
    return new MemoryException(
        passing(said) ? ErrorKind.CONFLICT : ErrorKind.CONFIGURATION,
        program
            + " does not serve "
            + folder
            + (said.contains("ModuleNotFoundError") ? "; `" + INSTALL + "` installs it whole" : "")
            + ". It said: "
            + (said.isEmpty() ? "nothing in time" : said));
  }

  Location.Server address() {
    return new Location.Server("127.0.0.1", port, false, Optional.empty());
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private void stop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The process is gone, and with it the pipe.
      process.destroy();
    }
    boolean interrupted = Thread.interrupted();
    if (!ended()) {
      process.destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean ended() {
    try {
      return process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the server and gives the folder free. */
  @Override
  public void close() {
    stop();
    lock.close();
  }
}
