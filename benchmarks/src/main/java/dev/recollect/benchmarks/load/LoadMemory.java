package dev.recollect.benchmarks.load;

import dev.recollect.ingest.DocumentLoader;
import dev.recollect.ingest.LoadReport;
import dev.recollect.ingest.LoadRequest;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints how much heap loading a folder takes; to be started with the heap that is to suffice, for
 * example {@code -Xmx512m}. Vectors are made up, all else is real.
 */
public final class LoadMemory {

  private static final double MEBIBYTE = 1024.0 * 1024;

  private LoadMemory() {}

  /** Takes the folder, and a new folder for the store, which stays. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: LoadMemory FOLDER NEW_HOME");
      System.exit(2);
    }
    LoadRequest request = LoadRequest.folder(Path.of(arguments[0])).withSubfolders();
    Path home = Files.createDirectories(Path.of(arguments[1]));
    try (Recollect memory =
        Recollect.builder().home(home).wrapEmbeddingModel(MadeUpVectors::new).open()) {
      LoadReport report = DocumentLoader.into(memory, "source").load(request);
      System.out.printf(
          Locale.ROOT,
          "%,d documents, %,d passages; largest heap %.0f MiB of %.0f%n",
          report.added(),
          report.passages(),
          peak() / MEBIBYTE,
          Runtime.getRuntime().maxMemory() / MEBIBYTE);
      report.skipped().forEach(System.out::println);
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }
}
