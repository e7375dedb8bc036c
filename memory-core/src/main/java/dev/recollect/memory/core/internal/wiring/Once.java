package dev.recollect.memory.core.internal.wiring;

import com.google.inject.Provider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a thing once and remembers the thing or the failure. Guice asks for a singleton again after
 * a failure, which would, for example, wait for an unreachable server twice. Thread-safe.
 */
final class Once<T> implements Provider<T> {

  private final Supplier<T> making;
  private @Nullable T made;
  private @Nullable RuntimeException failure;

  Once(Supplier<T> making) {
    this.making = making;
  }

  @Override
  public synchronized T get() {
    if (failure != null) {
      throw failure;
    }
    T present = made;
    if (present == null) {
      present = make();
      made = present;
    }
    return present;
  }

  private T make() {
    try {
      return making.get();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }
}
