package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.Texts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text to be written to archival memory. Immutable. */
public final class NewPassage {

  /** Largest text of a passage, in bytes of UTF-8; longer ones are documents to be loaded. */
  public static final int TEXT_BYTES = 1024 * 1024;

  /** Largest context of a passage, in bytes of UTF-8. */
  public static final int CONTEXT_BYTES = 4_096;

  private final String text;
  private final String context;
  private final @Nullable String id;
  private final Payload metadata;
  private final @Nullable Instant occurredAt;

  private NewPassage(
      String text,
      String context,
      @Nullable String id,
      Payload metadata,
      @Nullable Instant occurredAt) {
    this.text = Texts.requireNonEmpty("passage", text, TEXT_BYTES);
    this.context = context;
    this.id = id;
    this.metadata = metadata;
    this.occurredAt = occurredAt;
  }

  /**
   * Returns a passage of a text.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID if it is empty or not storable,
   *     LIMIT above {@link #TEXT_BYTES}
   */
  public static NewPassage of(String text) {
    return new NewPassage(text, "", null, Payload.empty(), null);
  }

  /** Returns this passage with an id of the caller's; writing the same id again replaces it. */
  public NewPassage withId(String value) {
    String checked = Texts.requireNonEmpty("passage id", value, Limits.ID_BYTES - 16);
    return new NewPassage(text, context, checked, metadata, occurredAt);
  }

  /**
   * Returns this passage with what it stands in, such as a title and headings. A search finds it by
   * that too, as if it stood before the text; a model that reads little at once gets less of it.
   *
   * @param value at most {@link #CONTEXT_BYTES} bytes; empty for none
   * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT
   */
  public NewPassage withContext(String value) {
    Texts.requireStorable("context of the passage", value, CONTEXT_BYTES);
    return new NewPassage(text, value, id, metadata, occurredAt);
  }

  /** Returns this passage with metadata. */
  public NewPassage withMetadata(Payload value) {
    return new NewPassage(text, context, id, value, occurredAt);
  }

  /** Returns this passage with the time at which what it says happened. */
  public NewPassage withOccurredAt(Instant value) {
    return new NewPassage(
        text, context, id, metadata, Moments.requireStorable("occurredAt", value));
  }

  /** Returns the text. */
  public String text() {
    return text;
  }

  /** Returns what it stands in; empty if not given. */
  public String context() {
    return context;
  }

  /** Returns the caller's id, if given. */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** Returns the metadata. */
  public Payload metadata() {
    return metadata;
  }

  /** Returns when what it says happened, if given. */
  public Optional<Instant> occurredAt() {
    return Optional.ofNullable(occurredAt);
  }
}
