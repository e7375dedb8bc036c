package dev.recollect.memory.api.spi;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Lot;
import dev.recollect.memory.api.value.Moments;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.api.value.Texts;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a collection stores: one part of a text with its vectors, payload and times. Immutable.
 *
 * <p>Identity is (namespace, id). A record read with a {@link Projection} has empty values where
 * the projection left something out.
 */
public final class MemoryRecord {

  private final Namespace namespace;
  private final String id;
  private final String parent;
  private final int part;
  private final String text;
  private final Map<String, DenseVector> dense;
  private final Map<String, SparseVector> sparse;
  private final Payload payload;
  private final Instant occurredAt;
  private final Instant recordedAt;
  private final @Nullable Long sequence;
  private final @Nullable Instant validFrom;
  private final @Nullable Instant validTo;

  private MemoryRecord(Builder builder) {
    this.namespace = builder.namespace;
    this.id = requireId(builder.id);
    this.parent = Texts.requireNonEmpty("parent id", builder.parent, Limits.ID_BYTES);
    this.part = requireNotNegative("part", builder.part);
    this.text = Texts.requireStorable("text of a part", builder.text, Limits.TEXT_BYTES);
    this.dense = Map.copyOf(builder.dense);
    this.sparse = Map.copyOf(builder.sparse);
    this.payload = builder.payload;
    this.occurredAt = Moments.requireStorable("occurredAt", builder.occurredAt);
    this.recordedAt = Moments.requireStorable("recordedAt", builder.recordedAt);
    this.sequence = builder.sequence;
    this.validFrom = requireMoment("validFrom", builder.validFrom);
    this.validTo = requireMoment("validTo", builder.validTo);
  }

  /**
   * Returns the id if records may have it. Stores check what they are asked for with it: an
   * unpaired surrogate turns into another character on its way to most of them, and finds another
   * record.
   *
   * @throws MemoryException INVALID if it is empty or not storable, LIMIT above {@link
   *     Limits#ID_BYTES} bytes
   */
  public static String requireId(String id) {
    return Texts.requireNonEmpty("record id", id, Limits.ID_BYTES);
  }

  private static int requireNotNegative(String what, int value) {
    if (value < 0) {
      throw MemoryException.invalid(what + " is " + value + "; it must not be negative");
    }
    return value;
  }

  private static @Nullable Instant requireMoment(String what, @Nullable Instant value) {
    return value == null ? null : Moments.requireStorable(what, value);
  }

  /**
   * Returns a builder of a record that is its own parent, part 0.
   *
   * @param namespace whose record it is
   * @param id its id there, 1 to {@link Limits#ID_BYTES} bytes
   */
  public static Builder builder(Namespace namespace, String id) {
    return new Builder(namespace, id);
  }

  /** Returns whose record this is. */
  public Namespace namespace() {
    return namespace;
  }

  /** Returns the id, unique in the namespace. */
  public String id() {
    return id;
  }

  /**
   * Returns the id of the whole of which this is a part; its own id if it is the only or first one.
   */
  public String parent() {
    return parent;
  }

  /** Returns the number of the part, from 0. */
  public int part() {
    return part;
  }

  /** Returns the text, at most {@link Limits#TEXT_BYTES}. */
  public String text() {
    return text;
  }

  /** Returns the dense vectors by name; unmodifiable. */
  public Map<String, DenseVector> dense() {
    return dense;
  }

  /** Returns the sparse vectors by name; unmodifiable. */
  public Map<String, SparseVector> sparse() {
    return sparse;
  }

  /** Returns the payload. */
  public Payload payload() {
    return payload;
  }

  /** Returns when what the text says happened. */
  public Instant occurredAt() {
    return occurredAt;
  }

  /** Returns when the record was written. */
  public Instant recordedAt() {
    return recordedAt;
  }

  /** Returns the place in a conversation, from 1; empty for records that are no messages. */
  public OptionalLong sequence() {
    return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  /** Returns from when on the text is true, if known. */
  public Optional<Instant> validFrom() {
    return Optional.ofNullable(validFrom);
  }

  /** Returns until when the text was true; empty while it is. */
  public Optional<Instant> validTo() {
    return Optional.ofNullable(validTo);
  }

  /** Returns the lot of the id. */
  public long lot() {
    return Lot.of(id);
  }

  /** Returns the value that filters see for a reserved or payload field, if it is present. */
  public Optional<PayloadValue> field(String name) {
    Optional<ReservedField> reserved = ReservedField.named(name);
    return reserved.isPresent() ? reservedField(reserved.get()) : payload.get(name);
  }

  private Optional<PayloadValue> reservedField(ReservedField field) {
    return switch (field) {
      case PARENT -> Optional.of(PayloadValue.of(parent));
      case PART -> Optional.of(PayloadValue.of(part));
      case OCCURRED_AT -> Optional.of(PayloadValue.of(occurredAt));
      case RECORDED_AT -> Optional.of(PayloadValue.of(recordedAt));
      case SEQUENCE -> Optional.ofNullable(sequence).map(PayloadValue::of);
      case VALID_FROM -> validFrom().map(PayloadValue::of);
      case VALID_TO -> validTo().map(PayloadValue::of);
      case LOT -> Optional.of(PayloadValue.of(lot()));
    };
  }

  /** Returns a builder that holds this record. */
  public Builder toBuilder() {
    return toBuilder(namespace);
  }

  /** Returns a builder that holds this record, in another namespace. */
  public Builder toBuilder(Namespace other) {
    Builder builder = new Builder(other, id);
    builder.parent = parent;
    builder.part = part;
    builder.text = text;
    builder.dense = dense;
    builder.sparse = sparse;
    builder.payload = payload;
    builder.occurredAt = occurredAt;
    builder.recordedAt = recordedAt;
    builder.sequence = sequence;
    builder.validFrom = validFrom;
    builder.validTo = validTo;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemoryRecord that
        && namespace.equals(that.namespace)
        && id.equals(that.id)
        && parent.equals(that.parent)
        && part == that.part
        && text.equals(that.text)
        && dense.equals(that.dense)
        && sparse.equals(that.sparse)
        && payload.equals(that.payload)
        && occurredAt.equals(that.occurredAt)
        && recordedAt.equals(that.recordedAt)
        && Objects.equals(sequence, that.sequence)
        && Objects.equals(validFrom, that.validFrom)
        && Objects.equals(validTo, that.validTo);
  }

  @Override
  public int hashCode() {
    return Objects.hash(namespace, id, text, payload);
  }

  @Override
  public String toString() {
    return "MemoryRecord[" + namespace + ", " + id + "]";
  }

  /** Collects the parts of a {@link MemoryRecord}. Not thread-safe. */
  public static final class Builder {
    private final Namespace namespace;
    private final String id;
    private String parent;
    private int part;
    private String text = "";
    private Map<String, DenseVector> dense = Map.of();
    private Map<String, SparseVector> sparse = Map.of();
    private Payload payload = Payload.empty();
    private Instant occurredAt = Instant.EPOCH;
    private Instant recordedAt = Instant.EPOCH;
    private @Nullable Long sequence;
    private @Nullable Instant validFrom;
    private @Nullable Instant validTo;

    private Builder(Namespace namespace, String id) {
      this.namespace = namespace;
      this.id = id;
      this.parent = id;
    }

    /** Makes the record a part of another; {@code newPart} counts from 0. */
    public Builder partOf(String newParent, int newPart) {
      this.parent = newParent;
      this.part = newPart;
      return this;
    }

    /** Sets the text. */
    public Builder text(String value) {
      this.text = value;
      return this;
    }

    /** Sets the dense vectors. */
    public Builder dense(Map<String, DenseVector> value) {
      this.dense = value;
      return this;
    }

    /** Sets the sparse vectors. */
    public Builder sparse(Map<String, SparseVector> value) {
      this.sparse = value;
      return this;
    }

    /** Sets the payload. */
    public Builder payload(Payload value) {
      this.payload = value;
      return this;
    }

    /** Sets when what the text says happened. */
    public Builder occurredAt(Instant value) {
      this.occurredAt = value;
      return this;
    }

    /** Sets when the record is written. */
    public Builder recordedAt(Instant value) {
      this.recordedAt = value;
      return this;
    }

    /**
     * Sets the place in a conversation.
     *
     * @throws MemoryException INVALID below 1
     */
    public Builder sequence(long value) {
      if (value < 1) {
        throw MemoryException.invalid("sequence is " + value + "; places count from 1");
      }
      this.sequence = value;
      return this;
    }

    /** Sets from when on the text is true; null if not known. */
    public Builder validFrom(@Nullable Instant value) {
      this.validFrom = value;
      return this;
    }

    /** Sets until when the text was true; null while it is. */
    public Builder validTo(@Nullable Instant value) {
      this.validTo = value;
      return this;
    }

    /**
     * Returns the record.
     *
     * @throws MemoryException INVALID or LIMIT for what no store may see
     */
    public MemoryRecord build() {
      return new MemoryRecord(this);
    }
  }
}
