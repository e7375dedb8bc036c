package dev.recollect.embeddings.onnx;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What DJL's tokeniser reads from system properties when it loads: whether it reports its use,
 * where it unpacks its native library, and whether its logging says that nobody listens.
 */
final class TokenizerEnvironment {

  private static final String NO_REPORTS = "OPT_OUT_TRACKING";

  private static final String LOGGING_OF_LOGGING = "slf4j.internal.verbosity";

  private static final String LOGGERS = "/META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  private static final String LIBRARY_FOLDER = "ENGINE_CACHE_DIR";

  private static final String CACHE_FOLDER = "DJL_CACHE_DIR";

  private TokenizerEnvironment() {}

  /** Turns reports off and sees to a folder that can be written; to be called before DJL loads. */
  static void prepare() {
    System.setProperty(NO_REPORTS, "true");
    if (nobodyLogs() && !isSet(LOGGING_OF_LOGGING)) {
      System.setProperty(LOGGING_OF_LOGGING, "ERROR");
    }
    if (!isSet(LIBRARY_FOLDER) && !isSet(CACHE_FOLDER) && !homeIsUsable()) {
      System.setProperty(LIBRARY_FOLDER, privateFolder().toString());
    }
  }

  /** SLF4J, which DJL logs to, writes three lines to standard error where no logger is bound. */
  private static boolean nobodyLogs() {
    return TokenizerEnvironment.class.getResource(LOGGERS) == null;
  }

  private static boolean isSet(String name) {
    String variable = System.getenv(name);
    return (variable != null && !variable.isEmpty()) || !System.getProperty(name, "").isEmpty();
  }

  /** Returns whether DJL's own choice, {@code ~/.djl.ai}, can be written. */
  private static boolean homeIsUsable() {
    Path home = Path.of(System.getProperty("user.home", ""));
    Path folder = home.resolve(".djl.ai");
    return Files.exists(folder)
        ? Files.isDirectory(folder) && Files.isWritable(folder)
        : Files.isWritable(home);
  }

  // DJL would fall back to a fixed name below the temporary folder, where another user of the
  // machine could have put a library of his own.
  private static Path privateFolder() {
    try {
      Path folder = Files.createTempDirectory("recollect-tokenizer");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteTree(folder)));
      return folder;
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE,
          "the embedding model's tokenizer needs a folder that can be written: neither the home"
              + " folder nor "
              + System.getProperty("java.io.tmpdir")
              + " is; set the system property ENGINE_CACHE_DIR to one",
          e);
    }
  }

  private static void deleteTree(Path folder) {
    try (var paths = Files.walk(folder)) {
      paths.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // The process ends; the system clears its temporary folder.
    }
  }
}
