package dev.recollect.memory.api.spi;

/**
 * A value in a state store.
 *
 * @param key its key
 * @param value the value
 * @param version above 0; never the same for two values of a key, also if it was deleted in between
 */
public record StateEntry(String key, String value, long version) {}
