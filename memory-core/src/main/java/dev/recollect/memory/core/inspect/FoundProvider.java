package dev.recollect.memory.core.inspect;

/**
 * A provider that can be chosen.
 *
 * @param kind what it provides: {@code backend}, {@code chat model} or {@code embedding model}
 * @param id the id it is chosen by
 * @param version of the jar it comes from, {@code unknown} if that does not say
 * @param origin its class, and the jar or folder it comes from
 * @param description what it says of itself; may be empty
 */
public record FoundProvider(
    String kind, String id, String version, String origin, String description) {}
