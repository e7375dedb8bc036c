package dev.recollect.memory.api.spi;

/**
 * Whether a store works.
 *
 * @param healthy whether reads and writes can be expected to succeed
 * @param detail where the store is, and what is wrong if it is not healthy; no secrets
 */
public record Health(boolean healthy, String detail) {}
