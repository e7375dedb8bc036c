package dev.recollect.backend.lucene;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.tck.fake.FakeSettings;
import dev.recollect.memory.tck.fake.ManualClock;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A store that a test has open, with its threads; closed together. */
final class Store implements AutoCloseable {

  private final IoExecutor io = new IoExecutor("lucene-test", 2);
  private final Backend backend;

  private Store(Path folder) {
    LuceneProvider provider = new LuceneProvider();
    try {
      this.backend =
          provider.open(
              new BackendContext(
                  "main",
                  FakeSettings.of(provider.settings(), Map.of("folder", folder.toString())),
                  new ManualClock(),
                  folder,
                  io));
    } catch (RuntimeException e) {
      io.close();
      throw e;
    }
  }

  static Store open(Path folder) {
    return new Store(folder);
  }

  Backend backend() {
    return backend;
  }

  /** Opens the sample collection. */
  RecordCollection collection() {
    return collection(SampleRecords.spec());
  }

  RecordCollection collection(CollectionSpec spec) {
    return backend.openCollection(spec);
  }

  /** Returns the files of all indexes in a store's folder. */
  static List<Path> indexFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("index"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public void close() {
    backend.close();
    io.close();
  }
}
