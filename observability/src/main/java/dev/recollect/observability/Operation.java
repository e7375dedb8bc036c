package dev.recollect.observability;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * An observation under way, which is current on the thread that began it: what that thread does is
 * a part of it. Not thread-safe.
 */
final class Operation {

  private final Observation observation;
  private final Observation.Scope scope;
  private final Thread thread;

  private Operation(Observation observation) {
    this.observation = observation;
    this.scope = observation.openScope();
    this.thread = Thread.currentThread();
  }

  /**
   * Begins an operation.
   *
   * @param name of the span
   * @param tags of the metrics, the same keys for all operations
   * @param parent what it is a part of; null for what is current on this thread
   */
  static Operation begin(
      ObservationRegistry registry,
      Observation.Context context,
      String name,
      KeyValues tags,
      @Nullable Operation parent) {
    Observation observation =
        Observation.createNotStarted(GenAi.OPERATION_DURATION, () -> context, registry)
            .contextualName(name)
            .lowCardinalityKeyValues(tags);
    if (parent != null) {
      observation.parentObservation(parent.observation);
    }
    return new Operation(observation.start());
  }

  /** Sets a tag of metrics and span; its key is one of those given at the beginning. */
  Operation tag(String key, String value) {
    observation.lowCardinalityKeyValue(key, value);
    return this;
  }

  /** Sets an attribute of the span alone. */
  Operation attribute(String key, String value) {
    observation.highCardinalityKeyValue(key, value);
    return this;
  }

  /** Notes that something happened in it. */
  void event(String name) {
    observation.event(Observation.Event.of(name));
  }

  /** Notes that it failed. */
  Operation failed(String type, Throwable shown) {
    observation.lowCardinalityKeyValue(GenAi.ERROR, type).error(shown);
    return this;
  }

  /** Ends it; on another thread than its own that one's current observation stays as it is. */
  void end() {
    try {
      if (thread.equals(Thread.currentThread())) {
        scope.close();
      }
    } finally {
      observation.stop();
    }
  }
}
