package dev.recollect.memory.tck.contract;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.tck.fake.FakeSettings;
import dev.recollect.memory.tck.fake.ManualClock;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What it takes to open a backend on the data of a fixture, in this process or in another.
 *
 * @param provider opens the backend; another process makes one by its constructor without arguments
 * @param settings the provider's settings by name, spelt as a user would; the rest has defaults
 * @param home the folder below which a backend with files keeps them
 */
public record ProviderSetup(
    Class<? extends BackendProvider> provider, Map<String, String> settings, Path home) {

  static final int IO_THREADS = 2;

  /** Copies the settings. */
  public ProviderSetup {
    settings = Map.copyOf(settings);
  }

  /** Returns whether it is all that is needed: a provider may need more than its settings. */
  boolean isComplete() {
    return Arrays.stream(provider.getDeclaredConstructors())
        .anyMatch(constructor -> constructor.getParameterCount() == 0);
  }

  BackendProvider newProvider() {
    try {
      Constructor<? extends BackendProvider> constructor = provider.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no " + provider + " without arguments can be made", e);
    }
  }

  /** Opens the backend in this process; its clock stands and its threads end when not used. */
  public Backend open() {
    return open(newProvider(), new IoExecutor("tck-io", IO_THREADS));
  }

  /** Opens the backend by a provider of this class. */
  Backend open(BackendProvider made, IoExecutor io) {
    FakeSettings given = FakeSettings.of(made.settings(), settings);
    return made.open(new BackendContext(made.id(), given, new ManualClock(), home, io));
  }

  /** Opens the backend, drops all of its collections and closes it. */
  public void dropCollections() {
    try (Backend backend = open()) {
      List<String> names = new ArrayList<>();
      for (Cursor cursor = Cursor.START; cursor != null; ) {
        Page<CollectionSpec> page = backend.collections(cursor);
        page.items().forEach(collection -> names.add(collection.name()));
        cursor = page.next().orElse(null);
      }
      names.forEach(backend::dropCollection);
    }
  }

  /** Returns provider and folder; settings may be secrets. */
  @Override
  public String toString() {
    return provider.getName() + " in " + home;
  }
}
