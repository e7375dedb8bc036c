package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;

/**
 * A record to be written that still lacks its vectors.
 *
 * @param record everything but the vectors
 * @param content the text that its content vectors are made of, not empty
 * @param context the text that its context vectors are made of, not empty
 */
public record RecordDraft(MemoryRecord.Builder record, String content, String context) {}
