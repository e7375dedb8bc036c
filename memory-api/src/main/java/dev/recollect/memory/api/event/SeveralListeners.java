package dev.recollect.memory.api.event;

import java.util.List;
import java.util.concurrent.Callable;

/** Tells several listeners, in order. */
record SeveralListeners(List<Listener> listeners) implements Listener {

  @Override
  public void on(Event event) {
    listeners.forEach(listener -> listener.on(event));
  }

  @Override
  public <T> Callable<T> carry(Callable<T> work) {
    Callable<T> carried = work;
    for (Listener listener : listeners) {
      carried = listener.carry(carried);
    }
    return carried;
  }
}
