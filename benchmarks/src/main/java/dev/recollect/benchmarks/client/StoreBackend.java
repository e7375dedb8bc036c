package dev.recollect.benchmarks.client;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Opens backends for measurements. */
final class StoreBackend {

  /** What the names of the collections of the measurement begin with. */
  static final String PREFIX = "recollect_benchmark";

  private StoreBackend() {}

  static Backend open(BackendProvider provider, Map<String, String> settings) {
    return provider.open(
        new BackendContext(
            "benchmark",
            FakeSettings.of(provider.settings(), settings),
            Clock.systemUTC(),
            Path.of("unused"),
            new IoExecutor("unused", 1)));
  }
}
