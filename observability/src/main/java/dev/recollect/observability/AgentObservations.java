package dev.recollect.observability;

import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.event.SearchEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.Callable;

/**
 * A listener that makes Micrometer observations of what agents and their memory do, by
 * OpenTelemetry's conventions for generative AI: turns, requests to models, tools, searches and
 * embeddings. Thread-safe; given to a memory, it is told of all agents on it.
 *
 * <p>What becomes of observations is the registry's: its handlers make spans, timers or both. Ids
 * and names of people's making stand in spans alone; tags of metrics have few values. What was
 * said, searched and filed stands nowhere unless {@link Builder#content} says so.
 *
 * <p>An observation is current on the thread of its work: a search in a tool is a part of the tool,
 * and so is what a tool of the application's own observes.
 *
 * <pre>{@code
 * Recollect memory =
 *     Recollect.builder().listener(AgentObservations.of(observationRegistry)).open();
 * }</pre>
 */
public final class AgentObservations implements Listener {

  /** Most UTF-16 units of a text in a span, unless set. */
  public static final int CONTENT_LENGTH = 4_000;

  private final ObservationRegistry registry;
  private final TurnObserver turns;
  private final MemoryObserver memory;

  private AgentObservations(Options options) {
    this.registry = options.registry();
    this.turns = new TurnObserver(options);
    this.memory = new MemoryObserver(options);
  }

  /** Returns a listener that observes without content, and counts no tokens. */
  public static AgentObservations of(ObservationRegistry registry) {
    return builder(registry).build();
  }

  /** Returns a builder of a listener that observes to a registry. */
  public static Builder builder(ObservationRegistry registry) {
    return new Builder(registry);
  }

  @Override
  public void on(Event event) {
    if (registry.isNoop()) {
      return;
    }
    switch (event) {
      case TurnEvent turn -> turns.on(turn);
      case SearchEvent search -> memory.on(search);
      case EmbeddingEvent embedding -> memory.on(embedding);
      default -> {}
    }
  }

  /** What a tool observes is a part of the tool, which runs on a thread of its own. */
  @Override
  public <T> Callable<T> carry(Callable<T> work) {
    Observation current = registry.getCurrentObservation();
    if (current == null) {
      return work;
    }
    return () -> {
      Observation.Scope scope = current.openScope();
      try {
        return work.call();
      } finally {
        scope.close();
      }
    };
  }

  /** Returns how many observations are kept because their end was not told yet. */
  int open() {
    return turns.open() + memory.open();
  }

  /** Collects what a listener observes. Not thread-safe. */
  public static final class Builder {

    private Options options;

    private Builder(ObservationRegistry registry) {
      this.options = new Options(registry, null, false, CONTENT_LENGTH, false);
    }

    /** Counts the tokens that models took as {@code gen_ai.client.token.usage}; not if not set. */
    public Builder tokenUsage(MeterRegistry meters) {
      options = options.withMeters(meters);
      return this;
    }

    /**
     * Sets whether spans show what was answered, arguments and results of tools, queries and the
     * messages of errors, which is not so if not set. Who can read the traces can read these then.
     */
    public Builder content(boolean value) {
      options = options.withContent(value, options.contentLength());
      return this;
    }

    /**
     * Sets how much of each text a span shows; the rest is cut off. {@value #CONTENT_LENGTH} if not
     * set.
     *
     * @param length UTF-16 units, from 1
     * @throws MemoryException INVALID below 1
     */
    public Builder contentLength(int length) {
      if (length < 1) {
        throw MemoryException.invalid(
            "the length of content is " + length + "; it must be above 0");
      }
      options = options.withContent(options.content(), length);
      return this;
    }

    /**
     * Sets whether metrics have the agent's name as a tag, which is not so if not set: for
     * applications with a few agents of known names.
     */
    public Builder agentNames(boolean value) {
      options = options.withAgentNames(value);
      return this;
    }

    /** Returns the listener. */
    public AgentObservations build() {
      return new AgentObservations(options);
    }
  }
}
