package dev.recollect.benchmarks.evaluate.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question.
 *
 * @param place where it stands
 * @param id unique in the collection
 * @param namespace whose memory is asked; {@link Document#UNNAMED} if none is given
 * @param text what is asked
 * @param createdAt when it is asked, if known
 */
public record Query(
    Place place, String id, String namespace, String text, @Nullable Instant createdAt) {}
