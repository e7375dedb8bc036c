package dev.recollect.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What is observed, and how.
 *
 * @param registry takes the observations
 * @param meters takes the tokens, or null
 * @param content whether spans show texts
 * @param contentLength most UTF-16 units of a text in a span
 * @param agentNames whether metrics have the agent's name
 */
record Options(
    ObservationRegistry registry,
    @Nullable MeterRegistry meters,
    boolean content,
    int contentLength,
    boolean agentNames) {

  Options withMeters(MeterRegistry value) {
    return new Options(registry, value, content, contentLength, agentNames);
  }

  Options withContent(boolean value, int length) {
    return new Options(registry, meters, value, length, agentNames);
  }

  Options withAgentNames(boolean value) {
    return new Options(registry, meters, content, contentLength, value);
  }
}
