package dev.recollect.ingest;

import dev.recollect.memory.api.tier.NewDocument;

/**
 * A document read and divided, not written yet.
 *
 * @param document what is to be written
 * @param file what it was read from
 */
record ReadDocument(NewDocument document, ChangedFile file) {}
