package dev.recollect.memory.api.filter;

import dev.recollect.memory.api.value.PayloadValue;

/**
 * One end of a {@link Filter.Range}.
 *
 * @param value an integer, double or instant
 * @param inclusive whether the value itself lies inside
 */
public record Bound(PayloadValue value, boolean inclusive) {}
