package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.value.Namespace;

/**
 * A record that a leg found.
 *
 * @param namespace whose record it is
 * @param id its id
 * @param parent the whole of which it is a part
 * @param part the number of the part
 * @param sequence its place in a conversation, 0 for records that are no messages
 * @param score cosine (-1 to 1) or dot product; higher is nearer
 */
public record Candidate(
    Namespace namespace, String id, String parent, int part, long sequence, double score) {}
