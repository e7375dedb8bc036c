package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.Texts;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A text to be written to archival memory. Immutable. */
public final class NewPassage {

  /** Largest text of a passage, in bytes of UTF-8; longer ones are documents to be loaded. */
  public static final int TEXT_BYTES = 1024 * 1024;

  /** Largest context of a passage, in bytes of UTF-8. */
  public static final int CONTEXT_BYTES = 4_096;

  private final Parts parts;

  /** The fields, copied and changed by the {@code with} methods. */
  private static final class Parts {
    private final String text;
    private String context = "";
    private @Nullable String id;
    private Payload metadata = Payload.empty();
    private @Nullable Instant occurredAt;
    private @Nullable Double importance;
    private @Nullable Instant validFrom;
    private @Nullable Instant validTo;

    private Parts(String text) {
      this.text = text;
    }

    private Parts(Parts other) {
      this.text = other.text;
      this.context = other.context;
      this.id = other.id;
      this.metadata = other.metadata;
      this.occurredAt = other.occurredAt;
      this.importance = other.importance;
      this.validFrom = other.validFrom;
      this.validTo = other.validTo;
    }
  }

  private NewPassage(Parts parts) {
    this.parts = parts;
  }

  /**
   * Returns a passage of a text.
   *
   * @throws dev.recollect.memory.api.error.MemoryException INVALID if it is empty or not storable,
   *     LIMIT above {@link #TEXT_BYTES}
   */
  public static NewPassage of(String text) {
    return new NewPassage(new Parts(Texts.requireNonEmpty("passage", text, TEXT_BYTES)));
  }

  /** Returns this passage with an id of the caller's; writing the same id again replaces it. */
  public NewPassage withId(String value) {
    Parts changed = new Parts(parts);
    changed.id = Texts.requireNonEmpty("passage id", value, Limits.ID_BYTES - 16);
    return new NewPassage(changed);
  }

  /**
   * Returns this passage with what it stands in, such as a title and headings. A search finds it by
   * that too, as if it stood before the text; a model that reads little at once gets less of it.
   *
   * @param value at most {@link #CONTEXT_BYTES} bytes; empty for none
   * @throws dev.recollect.memory.api.error.MemoryException INVALID or LIMIT
   */
  public NewPassage withContext(String value) {
    Parts changed = new Parts(parts);
    changed.context = Texts.requireStorable("context of the passage", value, CONTEXT_BYTES);
    return new NewPassage(changed);
  }

  /** Returns this passage with metadata. */
  public NewPassage withMetadata(Payload value) {
    Parts changed = new Parts(parts);
    changed.metadata = value;
    return new NewPassage(changed);
  }

  /** Returns this passage with the time at which what it says happened. */
  public NewPassage withOccurredAt(Instant value) {
    Parts changed = new Parts(parts);
    changed.occurredAt = Moments.requireStorable("occurredAt", value);
    return new NewPassage(changed);
  }

  /**
   * Returns this passage with its importance, which counts in the order of hits where {@link
   * RankingWeights} give it a weight.
   *
   * @param value 0 to 1; {@link Passage#USUAL_IMPORTANCE} if not given
   * @throws MemoryException INVALID outside of that
   */
  public NewPassage withImportance(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw MemoryException.invalid("the importance is " + value + "; it must be 0 to 1");
    }
    Parts changed = new Parts(parts);
    changed.importance = value;
    return new NewPassage(changed);
  }

  /** Returns this passage with the time from which on what it says is true. */
  public NewPassage withValidFrom(Instant value) {
    Parts changed = new Parts(parts);
    changed.validFrom = Moments.requireStorable("validFrom", value);
    return new NewPassage(changed);
  }

  /** Returns this passage with the time until which what it says was true. */
  public NewPassage withValidTo(Instant value) {
    Parts changed = new Parts(parts);
    changed.validTo = Moments.requireStorable("validTo", value);
    return new NewPassage(changed);
  }

  /** Returns the text. */
  public String text() {
    return parts.text;
  }

  /** Returns what it stands in; empty if not given. */
  public String context() {
    return parts.context;
  }

  /** Returns the caller's id, if given. */
  public Optional<String> id() {
    return Optional.ofNullable(parts.id);
  }

  /** Returns the metadata. */
  public Payload metadata() {
    return parts.metadata;
  }

  /** Returns when what it says happened, if given. */
  public Optional<Instant> occurredAt() {
    return Optional.ofNullable(parts.occurredAt);
  }

  /** Returns the importance, 0 to 1, if given. */
  public OptionalDouble importance() {
    return parts.importance == null ? OptionalDouble.empty() : OptionalDouble.of(parts.importance);
  }

  /** Returns from when on what it says is true, if given. */
  public Optional<Instant> validFrom() {
    return Optional.ofNullable(parts.validFrom);
  }

  /** Returns until when what it says was true, if given. */
  public Optional<Instant> validTo() {
    return Optional.ofNullable(parts.validTo);
  }
}
