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

  private final String text;
  private final @Nullable String id;
  private final Payload metadata;
  private final @Nullable Instant occurredAt;

  private NewPassage(
      String text, @Nullable String id, Payload metadata, @Nullable Instant occurredAt) {
    this.text = Texts.requireNonEmpty("passage", text, TEXT_BYTES);
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
    return new NewPassage(text, null, Payload.empty(), null);
  }

  /** Returns this passage with an id of the caller's; writing the same id again replaces it. */
  public NewPassage withId(String value) {
    String checked = Texts.requireNonEmpty("passage id", value, Limits.ID_BYTES - 16);
    return new NewPassage(text, checked, metadata, occurredAt);
  }

  /** Returns this passage with metadata. */
  public NewPassage withMetadata(Payload value) {
    return new NewPassage(text, id, value, occurredAt);
  }

  /** Returns this passage with the time at which what it says happened. */
  public NewPassage withOccurredAt(Instant value) {
    return new NewPassage(text, id, metadata, Moments.requireStorable("occurredAt", value));
  }

  /** Returns the text. */
  public String text() {
    return text;
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
