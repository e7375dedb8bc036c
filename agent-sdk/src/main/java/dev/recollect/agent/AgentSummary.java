package dev.recollect.agent;

import java.time.Instant;

/**
 * An agent as a list shows it; what it has with its users is not in it.
 *
 * @param name unique in its tenant
 * @param createdAt when it was created
 * @param lastUsedAt when something was last said in the conversation it was created with, or when
 *     it was created
 * @param messages how many messages its recall memory holds
 */
public record AgentSummary(String name, Instant createdAt, Instant lastUsedAt, long messages) {}
