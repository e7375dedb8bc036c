package dev.recollect.observability;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * An observation under way, which is current on the thread that began it: what that thread does is
 * a part of it. A handler of the application that fails is logged, and the operation goes on. Not
 * thread-safe.
 */
final class Operation {

  private static final System.Logger LOG = System.getLogger(Operation.class.getName());

  private final ObservationRegistry registry;
  private final Observation observation;
  private final Thread thread = Thread.currentThread();
  private final Observation.@Nullable Scope before;
  private Observation.@Nullable Scope scope;

  private Operation(ObservationRegistry registry, Observation observation) {
    this.registry = registry;
    this.observation = observation;
    this.before = registry.getCurrentObservationScope();
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
    Operation operation = new Operation(registry, observation);
    operation.quietly(observation::start);
    operation.open();
    return operation;
  }

  private void open() {
    try {
      scope = observation.openScope();
    } catch (RuntimeException e) {
      failed(e);
      registry.setCurrentObservationScope(before);
    }
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
    quietly(() -> observation.event(Observation.Event.of(name)));
  }

  /** Notes that it failed. */
  Operation failed(String type, Throwable shown) {
    observation.lowCardinalityKeyValue(GenAi.ERROR, type);
    quietly(() -> observation.error(shown));
    return this;
  }

  /**
   * Ends it, and what was current before is so again. On another thread than its own nothing
   * changes there, for that thread has ended or does other work.
   */
  void end() {
    if (scope != null && thread.equals(Thread.currentThread())) {
      close(scope);
    }
    drop();
  }

  private void close(Observation.Scope opened) {
    try {
      opened.close();
    } catch (RuntimeException e) {
      failed(e);
      registry.setCurrentObservationScope(before);
    }
  }

  /** Ends it long after it was left, when other operations may be current on its thread. */
  void drop() {
    quietly(observation::stop);
  }

  private void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private static void failed(RuntimeException failure) {
    LOG.log(
        System.Logger.Level.WARNING,
        "a handler of observations failed and is passed over",
        failure);
  }
}
