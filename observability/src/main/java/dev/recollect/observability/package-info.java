/** Spans and metrics of agents and their memory, for Micrometer and OpenTelemetry. */
@NullMarked
package dev.recollect.observability;

import org.jspecify.annotations.NullMarked;
