package dev.recollect.benchmarks.backends;

import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.benchmarks.synthetic.Timings;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A backend that is compared, its collection and how long it took for what. */
final class ComparedBackend implements AutoCloseable {

  private static final String COLLECTION = "benchmark";
  private static final int IO_THREADS = 4;

  private final String id;
  private final IoExecutor io;
  private final Backend backend;
  private final Map<Operation, Timings> timings = new EnumMap<>(Operation.class);
  private final List<Double> shares = new ArrayList<>();
  private @Nullable RecordCollection collection;

  private ComparedBackend(String id, IoExecutor io, Backend backend) {
    this.id = id;
    this.io = io;
    this.backend = backend;
  }

  /**
   * Opens a backend.
   *
   * @param home folder below which an embedded one keeps its files
   */
  static ComparedBackend open(String id, Map<String, String> environment, Path home) {
    BackendProvider provider = provider(id);
    IoExecutor io = new IoExecutor("benchmark-io", IO_THREADS);
    Backend backend =
        provider.open(
            new BackendContext(
                id,
                FakeSettings.of(provider.settings(), settings(provider, environment)),
                Clock.systemUTC(),
                home.resolve(id),
                io));
    return new ComparedBackend(id, io, backend);
  }

  private static BackendProvider provider(String id) {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnknownBackendException(id));
  }

  private static Map<String, String> settings(
      BackendProvider provider, Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>();
    provider
        .settings()
        .forEach(setting -> {
          String name =
              ("recollect.backend." + provider.id() + "." + setting.name())
                  .toUpperCase(Locale.ROOT)
                  .replace('.', '_');
          String value = environment.get(name);
          if (value != null) {
            settings.put(setting.name(), value);
          }
        });
    return settings;
  }

  String id() {
    return id;
  }

  /** Makes the collection anew. */
  void makeCollection(SyntheticPassages passages) {
    backend.dropCollection(COLLECTION);
    collection = backend.openCollection(passages.spec(COLLECTION));
  }

  /** Notes which share of the nearest was found. */
  void found(double share) {
    shares.add(share);
  }

  /** Returns the mean of the shares that were found. */
  double recall() {
    return shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** Does something once, timed. */
  void time(Operation operation, Timings.Work work) throws Exception {
    timings.computeIfAbsent(operation, any -> new Timings()).time(work);
  }

  /** Returns how long one call took, in the middle, in milliseconds. */
  double median(Operation operation) {
    return timings.getOrDefault(operation, new Timings()).percentile(50);
  }

  void upsert(List<MemoryRecord> records) {
    Objects.requireNonNull(collection).upsert(records, CallOptions.none());
  }

  /** Returns what the first leg found. */
  List<Candidate> search(Set<Namespace> namespaces, List<Leg> legs) {
    SearchRequest request = new SearchRequest(namespaces, Filter.all(), legs);
    return Objects.requireNonNull(collection).search(request, CallOptions.none()).getFirst();
  }

  /** Drops the collection. */
  @Override
  public void close() {
    try (io;
        backend) {
      backend.dropCollection(COLLECTION);
    }
  }
}
