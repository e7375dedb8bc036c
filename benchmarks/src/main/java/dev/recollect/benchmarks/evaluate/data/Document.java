package dev.recollect.benchmarks.evaluate.data;

import dev.recollect.memory.api.conversation.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text to be found: a document, or a message of a conversation.
 *
 * @param place where it stands
 * @param id unique in the collection
 * @param namespace whose memory it belongs to; {@link #UNNAMED} if none is given
 * @param text the title, if there is one, on a line of its own, and the text
 * @param createdAt when it was said or written, if known
 * @param role who it is from, {@link Role#USER} if nothing is given; for messages
 * @param speaker the name of who said it, if known; for messages
 */
public record Document(
    Place place,
    String id,
    String namespace,
    String text,
    @Nullable Instant createdAt,
    Role role,
    @Nullable String speaker) {

  /** The namespace of documents and queries that name none. */
  public static final String UNNAMED = "";
}
