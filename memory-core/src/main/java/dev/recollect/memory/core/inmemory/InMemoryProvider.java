package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;

/**
 * Opens backends that keep everything in this process and nothing beyond it; id {@code inmemory}.
 *
 * <p>For tests and for memory that need not outlive the program. Every opened backend is empty and
 * apart from all others. Without settings.
 */
public final class InMemoryProvider implements BackendProvider {

  /** The id of this provider. */
  public static final String ID = "inmemory";

  /** Creates the provider. */
  public InMemoryProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "The memory of this process, gone when it ends; keeps state.";
  }

  @Override
  public Backend open(BackendContext context) {
    return new InMemoryBackend();
  }
}
