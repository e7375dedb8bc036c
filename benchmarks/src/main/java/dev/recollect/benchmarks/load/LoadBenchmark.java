package dev.recollect.benchmarks.load;

import dev.recollect.ingest.DocumentLoader;
import dev.recollect.ingest.LoadReport;
import dev.recollect.ingest.LoadRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Prints what loading a folder costs beside what embedding its passages costs: a folder is loaded
 * into a new store, then the very texts are embedded by the model alone, in turn, several times.
 */
public final class LoadBenchmark {

  private static final int ROUNDS = 3;

  private LoadBenchmark() {}

  /** Takes the folder. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: benchmarks/load FOLDER");
      System.exit(2);
    }
    LoadRequest request = LoadRequest.folder(Path.of(arguments[0])).withSubfolders();
    Path home = Files.createTempDirectory("recollect-load");
    AtomicReference<RecordedTexts> model = new AtomicReference<>();
    try (Recollect memory =
        Recollect.builder()
            .home(home)
            .wrapEmbeddingModel(wrapped -> {
              model.set(new RecordedTexts(wrapped));
              return model.get();
            })
            .open()) {
      measure(memory, request, model.get());
    } finally {
      deleteAll(home);
    }
  }

  private static void measure(Recollect memory, LoadRequest request, RecordedTexts model) {
    List<Double> shares = new ArrayList<>();
    // The first round warms both up.
    for (int round = 0; round <= ROUNDS; round++) {
      long begin = System.nanoTime();
      LoadReport report = DocumentLoader.into(memory, "round-" + round).load(request);
      long loaded = System.nanoTime();
      for (List<String> texts : model.take()) {
        model.model().embed(texts, CallOptions.none());
      }
      double share = (double) (System.nanoTime() - loaded) / (loaded - begin);
      System.out.printf(
          Locale.ROOT,
          "%s%,d documents, %,d passages: the model alone takes %.3f of the time of loading%n",
          round == 0 ? "warming up: " : "",
          report.added(),
          report.passages(),
          share);
      if (round > 0) {
        shares.add(share);
      }
    }
    Collections.sort(shares);
    System.out.printf(
        Locale.ROOT, "throughput of loading / of the model: %.3f%n", shares.get(ROUNDS / 2));
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
