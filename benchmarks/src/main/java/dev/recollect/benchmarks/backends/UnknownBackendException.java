package dev.recollect.benchmarks.backends;

import dev.recollect.memory.api.spi.BackendProvider;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** There is no backend of a name. */
final class UnknownBackendException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownBackendException(String id) {
    super("there is no backend '" + id + "'; there are " + known());
  }

  private static String known() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(provider -> provider.get().id())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
