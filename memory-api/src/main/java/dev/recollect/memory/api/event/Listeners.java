package dev.recollect.memory.api.event;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Several listeners as one. */
final class Listeners implements Listener {

  private final List<Listener> all;

  Listeners(List<Listener> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void on(Event event) {
    RuntimeException first = null;
    for (Listener listener : all) {
      first = told(listener, event, first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException told(
      Listener listener, Event event, @Nullable RuntimeException before) {
    try {
      listener.on(event);
      return before;
    } catch (RuntimeException e) {
      if (before == null) {
        return e;
      }
      if (!before.equals(e)) {
        before.addSuppressed(e);
      }
      return before;
    }
  }

  @Override
  public <T> Callable<T> carry(Callable<T> work) {
    Callable<T> carried = work;
    for (Listener listener : all) {
      carried = listener.carry(carried);
    }
    return carried;
  }
}
