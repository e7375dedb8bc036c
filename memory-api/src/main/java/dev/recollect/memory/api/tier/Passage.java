package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text in archival memory. Immutable. */
public final class Passage implements MemoryItem {

  /** Metadata key of the source that a passage was loaded into; text. */
  public static final String SOURCE = "source";

  /** Metadata key of the document that a passage stands in, as people call it; text. */
  public static final String FILE = "file";

  /** Metadata key of the page that a passage begins on, from 1; int64. */
  public static final String PAGE = "page";

  /** Metadata key of the title of the document; text. */
  public static final String TITLE = "title";

  /** Metadata key of the headings that a passage stands below, outermost first; list of text. */
  public static final String HEADINGS = "headings";

  /** The importance of a passage to which none was given. */
  public static final double USUAL_IMPORTANCE = 0.5;

  private final String id;
  private final String text;
  private final Payload metadata;
  private final Instant occurredAt;
  private final Instant recordedAt;
  private final double importance;
  private final @Nullable Instant validFrom;
  private final @Nullable Instant validTo;
  private final List<String> supersedes;
  private final List<String> supersededBy;

  /**
   * Creates a passage of the usual importance that is valid at any time.
   *
   * @param id unique in its archive
   * @param text the whole text, however many parts storage keeps it in
   * @param metadata what the writer gave with it
   * @param occurredAt when what it says happened; the time of writing if nothing else was given
   * @param recordedAt when it was written
   */
  public Passage(String id, String text, Payload metadata, Instant occurredAt, Instant recordedAt) {
    this(builder(id, text, metadata, occurredAt, recordedAt));
  }

  private Passage(Builder builder) {
    this.id = builder.id;
    this.text = builder.text;
    this.metadata = builder.metadata;
    this.occurredAt = builder.occurredAt;
    this.recordedAt = builder.recordedAt;
    this.importance = builder.importance;
    this.validFrom = builder.validFrom;
    this.validTo = builder.validTo;
    this.supersedes = builder.supersedes;
    this.supersededBy = builder.supersededBy;
  }

  /** Returns a builder; see {@link #Passage} for what it is given. */
  public static Builder builder(
      String id, String text, Payload metadata, Instant occurredAt, Instant recordedAt) {
    return new Builder(id, text, metadata, occurredAt, recordedAt);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String text() {
    return text;
  }

  /** Returns what the writer gave with it. */
  public Payload metadata() {
    return metadata;
  }

  @Override
  public Instant occurredAt() {
    return occurredAt;
  }

  /** Returns when it was written. */
  public Instant recordedAt() {
    return recordedAt;
  }

  /** Returns how important it is, 0 to 1; {@link #USUAL_IMPORTANCE} if nothing was given. */
  public double importance() {
    return importance;
  }

  /** Returns from when on the text is true, if that is known. */
  public Optional<Instant> validFrom() {
    return Optional.ofNullable(validFrom);
  }

  /** Returns until when the text was true; empty while it still is. */
  public Optional<Instant> validTo() {
    return Optional.ofNullable(validTo);
  }

  /** Returns the ids of the passages that this one made out of date. */
  public List<String> supersedes() {
    return supersedes;
  }

  /** Returns the ids of the passages that made this one out of date; empty while it is current. */
  public List<String> supersededBy() {
    return supersededBy;
  }

  /**
   * Returns the document that the passage stands in, and the page if there are pages, for people:
   * {@code paper.pdf, page 3}; empty if it stands in none.
   */
  public Optional<String> origin() {
    return metadata.text(FILE).map(file -> file + page());
  }

  private String page() {
    return metadata.get(PAGE).orElse(null) instanceof PayloadValue.Int64(long page)
        ? ", page " + page
        : "";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Passage that
        && id.equals(that.id)
        && text.equals(that.text)
        && metadata.equals(that.metadata)
        && occurredAt.equals(that.occurredAt)
        && recordedAt.equals(that.recordedAt)
        && importance == that.importance
        && validFrom().equals(that.validFrom())
        && validTo().equals(that.validTo())
        && supersedes.equals(that.supersedes)
        && supersededBy.equals(that.supersededBy);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, text, occurredAt, recordedAt);
  }

  @Override
  public String toString() {
    return "Passage[id=" + id + ", text=" + text + ", occurredAt=" + occurredAt + "]";
  }

  /** Collects the parts of a {@link Passage}. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private final String text;
    private final Payload metadata;
    private final Instant occurredAt;
    private final Instant recordedAt;
    private double importance = USUAL_IMPORTANCE;
    private @Nullable Instant validFrom;
    private @Nullable Instant validTo;
    private List<String> supersedes = List.of();
    private List<String> supersededBy = List.of();

    private Builder(
        String id, String text, Payload metadata, Instant occurredAt, Instant recordedAt) {
      this.id = id;
      this.text = text;
      this.metadata = metadata;
      this.occurredAt = occurredAt;
      this.recordedAt = recordedAt;
    }

    /** Sets the importance, 0 to 1. */
    public Builder importance(double value) {
      this.importance = value;
      return this;
    }

    /** Sets from when on the text is true. */
    public Builder validFrom(@Nullable Instant value) {
      this.validFrom = value;
      return this;
    }

    /** Sets until when the text was true. */
    public Builder validTo(@Nullable Instant value) {
      this.validTo = value;
      return this;
    }

    /** Sets the ids of what it made out of date. */
    public Builder supersedes(List<String> ids) {
      this.supersedes = List.copyOf(ids);
      return this;
    }

    /** Sets the ids of what made it out of date. */
    public Builder supersededBy(List<String> ids) {
      this.supersededBy = List.copyOf(ids);
      return this;
    }

    /** Returns the passage. */
    public Passage build() {
      return new Passage(this);
    }
  }
}
