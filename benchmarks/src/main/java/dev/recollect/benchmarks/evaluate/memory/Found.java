package dev.recollect.benchmarks.evaluate.memory;

/**
 * A document that a search found.
 *
 * @param id its id in the collection
 * @param score what the tier gave it
 * @param near whether the tier says that the evidence is strong enough to answer from
 */
public record Found(String id, double score, boolean near) {}
