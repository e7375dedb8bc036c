package dev.recollect.memory.api.tier;

import java.time.Instant;

/**
 * A set of documents of a tenant that any number of owners may attach.
 *
 * @param name unique in the tenant
 * @param id what storage uses
 * @param createdAt when it came into being
 */
public record Source(String name, String id, Instant createdAt) {}
