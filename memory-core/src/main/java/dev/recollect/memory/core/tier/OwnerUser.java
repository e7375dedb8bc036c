package dev.recollect.memory.core.tier;

import java.time.Instant;

/**
 * One of those whom an owner of memory serves, kept apart from the others.
 *
 * @param name what the application calls them, unique at their owner
 * @param id what storage uses; never the same twice, so that nothing is left to find for whoever
 *     has the name of one that was deleted
 * @param createdAt when they came into being
 */
public record OwnerUser(String name, String id, Instant createdAt) {}
