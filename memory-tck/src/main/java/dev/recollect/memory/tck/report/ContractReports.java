package dev.recollect.memory.tck.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The reports of all contracts run by one JVM: written when it closes, as {@code <class>.txt} and
 * {@code <class>.json}. Thread-safe.
 */
public final class ContractReports implements AutoCloseable {

  private final Path folder;
  private final Map<Class<?>, ContractRun> runs = new ConcurrentHashMap<>();

  /** Creates reports that will be written to a folder, which is made if need be. */
  public ContractReports(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder that the build tool of the working folder uses for what it makes. */
  public static Path defaultFolder() {
    boolean gradle =
        Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
    return Path.of(gradle ? "build" : "target").resolve("backend-contract");
  }

  /** Returns the run of a test class, begun with the first call. */
  public ContractRun run(Class<?> suite, Supplier<ContractRun> begin) {
    return runs.computeIfAbsent(suite, any -> begin.get());
  }

  @Override
  public void close() {
    runs.forEach((suite, run) -> {
      String name = suite.getName().substring(suite.getPackageName().length() + 1);
      write(name + ".txt", TextReport.of(run));
      write(name + ".json", JsonReport.of(run));
    });
  }

  private void write(String name, String content) {
    try {
      Files.createDirectories(folder);
      // Not writeString: a message may quote an unpaired surrogate, which it refuses.
      Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
