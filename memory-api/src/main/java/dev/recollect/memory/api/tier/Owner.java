package dev.recollect.memory.api.tier;

import java.time.Instant;

/**
 * Who owns memory: an agent, or any name an application chose.
 *
 * @param name unique in the tenant
 * @param id what storage uses; renaming moves nothing
 * @param createdAt when it came into being
 */
public record Owner(String name, String id, Instant createdAt) {}
