package dev.recollect.memory.tck.contract;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.IoExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A fixture over a provider: a temporary home folder, settings from a map, a clock that stands. */
public class ProviderFixture implements BackendFixture {

  private final BackendProvider provider;
  private final ProviderSetup setup;
  private final IoExecutor io = new IoExecutor("tck-io", ProviderSetup.IO_THREADS);

  /** Creates a fixture in which every setting has its default. */
  public ProviderFixture(BackendProvider provider) {
    this(provider, Map.of());
  }

  /**
   * Creates a fixture.
   *
   * @param provider opens the backend
   * @param settings the provider's settings by name, spelt as a user would; the rest has defaults
   */
  public ProviderFixture(BackendProvider provider, Map<String, String> settings) {
    this.provider = provider;
    this.setup = new ProviderSetup(provider.getClass(), settings, temporaryFolder());
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("backend-contract");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder below which the backend keeps its files. */
  public final Path home() {
    return setup.home();
  }

  @Override
  public final Backend open() {
    return setup.open(provider, io);
  }

  @Override
  public final Optional<ProviderSetup> setup() {
    return setup.isComplete() ? Optional.of(setup) : Optional.empty();
  }

  @Override
  public void close() {
    io.close();
    try (Stream<Path> files = Files.walk(home())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
