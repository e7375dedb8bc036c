package dev.recollect.memory.core.inspect;

/**
 * What a backend was chosen for.
 *
 * @param purpose {@code state}, {@code recall} or {@code archival}
 * @param instance name of the instance
 * @param provider id of its provider
 */
public record BackendUse(String purpose, String instance, String provider) {}
