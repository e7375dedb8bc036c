package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Payload;
import java.time.Instant;

/**
 * A text in archival memory.
 *
 * @param id unique in its archive
 * @param text the whole text, however many parts storage keeps it in
 * @param metadata what the writer gave with it
 * @param occurredAt when what it says happened; the time of writing if nothing else was given
 * @param recordedAt when it was written
 */
public record Passage(
    String id, String text, Payload metadata, Instant occurredAt, Instant recordedAt)
    implements MemoryItem {}
