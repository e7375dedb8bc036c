package dev.recollect.memory.api.tier;

import java.time.Instant;

/**
 * A document of a source, without its text.
 *
 * @param key what tells it from the others of its source
 * @param name what people call it, such as a file's path
 * @param origin where it was loaded from, such as a folder; empty if nobody said
 * @param fingerprint what changes when its content does
 * @param passages how many passages it has
 * @param loadedAt when it was written
 * @param complete whether it was written to the end
 */
public record Document(
    String key,
    String name,
    String origin,
    String fingerprint,
    int passages,
    Instant loadedAt,
    boolean complete) {}
