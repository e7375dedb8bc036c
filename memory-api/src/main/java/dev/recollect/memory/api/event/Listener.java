package dev.recollect.memory.api.event;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Is told what happens. Implementations are thread-safe and quick: they run on the thread on which
 * it happens, and what they take is added to it.
 *
 * <p>What a listener throws is logged and changes nothing.
 */
@FunctionalInterface
public interface Listener {

  /** Takes note of an event. */
  void on(Event event);

  /**
   * Returns work that is about to run on another thread so that what is current on this thread for
   * the listener, such as a span, is so there too; the work as it is if nothing is.
   */
  default <T> Callable<T> carry(Callable<T> work) {
    return work;
  }

  /** Returns a listener to nothing. */
  static Listener none() {
    return event -> {};
  }

  /**
   * Returns a listener that tells several, in order: each, also when one before it throws, and then
   * throws what the first threw.
   */
  static Listener of(List<Listener> listeners) {
    return new Listeners(listeners);
  }
}
