package dev.recollect.memory.core.internal.wiring;

/**
 * The backends on which the tiers lie; two of them may be the same.
 *
 * @param state keeps owners, blocks and conversations
 * @param recall keeps messages
 * @param archival keeps passages
 */
record Stores(
    StatePlacement.Placed state, BackendPool.Opened recall, BackendPool.Opened archival) {}
