package dev.recollect.agent.fact;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Texts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody stated: a sentence that says it, and the entity, attribute and value that
 * it is about. Immutable.
 */
public final class Fact {

  /** Longest sentence, in characters. */
  public static final int SENTENCE = SupersessionJudge.LONGEST;

  /** Longest entity, attribute and value, in characters. */
  public static final int PART = 300;

  /** What the entity is called that speaks of itself: "I", "my". */
  public static final String USER = "user";

  private final String sentence;
  private final String entity;
  private final String attribute;
  private final String value;
  private final @Nullable Instant validFrom;
  private final @Nullable Instant validTo;

  private Fact(Builder builder) {
    this.sentence = builder.sentence;
    this.entity = builder.entity;
    this.attribute = builder.attribute;
    this.value = builder.value;
    this.validFrom = builder.validFrom;
    this.validTo = builder.validTo;
  }

  /**
   * Returns a builder of the fact that a sentence states.
   *
   * @param sentence understandable by itself; 1 to {@value #SENTENCE} characters, not blank
   * @throws MemoryException INVALID if it is blank or not storable, LIMIT if it is longer
   */
  public static Builder builder(String sentence) {
    if (sentence.isBlank()) {
      throw MemoryException.invalid("the sentence of the fact is blank; say what is so");
    }
    return new Builder(bounded("sentence", sentence.strip(), SENTENCE));
  }

  /** Returns the fact that a sentence states, as the rules of English read it. */
  public static Fact of(String sentence) {
    return FactReader.read(sentence);
  }

  private static String bounded(String what, String text, int most) {
    if (text.length() > most) {
      throw MemoryException.limit(
          "the "
              + what
              + " of the fact has "
              + text.length()
              + " characters; at most "
              + most
              + " are allowed");
    }
    return Texts.requireStorable(what + " of the fact", text, 4 * most);
  }

  /** Returns the sentence that states it. */
  public String sentence() {
    return sentence;
  }

  /** Returns whom or what it is about, {@link #USER} for the speaker; empty if not known. */
  public String entity() {
    return entity;
  }

  /** Returns what it tells of the entity: home, job, birthday; empty if not known. */
  public String attribute() {
    return attribute;
  }

  /** Returns the value of the attribute; empty if not known. */
  public String value() {
    return value;
  }

  /** Returns from when on it is true, if that was said. */
  public Optional<Instant> validFrom() {
    return Optional.ofNullable(validFrom);
  }

  /** Returns until when it is true, if that was said. */
  public Optional<Instant> validTo() {
    return Optional.ofNullable(validTo);
  }

  @Override
  public String toString() {
    return "Fact[" + entity + " | " + attribute + " | " + value + ": " + sentence + "]";
  }

  /** Collects the parts of a {@link Fact}. Not thread-safe. */
  public static final class Builder {
    private final String sentence;
    private String entity = "";
    private String attribute = "";
    private String value = "";
    private @Nullable Instant validFrom;
    private @Nullable Instant validTo;

    private Builder(String sentence) {
      this.sentence = sentence;
    }

    /** Sets whom or what it is about, at most {@value #PART} characters. */
    public Builder entity(String text) {
      this.entity = bounded("entity", text.strip(), PART);
      return this;
    }

    /** Sets what it tells of the entity, at most {@value #PART} characters. */
    public Builder attribute(String text) {
      this.attribute = bounded("attribute", text.strip(), PART);
      return this;
    }

    /** Sets the value of the attribute, at most {@value #PART} characters. */
    public Builder value(String text) {
      this.value = bounded("value", text.strip(), PART);
      return this;
    }

    /** Sets from when on it is true. */
    public Builder validFrom(@Nullable Instant from) {
      this.validFrom = from;
      return this;
    }

    /** Sets until when it is true. */
    public Builder validTo(@Nullable Instant to) {
      this.validTo = to;
      return this;
    }

    /**
     * Returns the fact.
     *
     * @throws MemoryException INVALID if it ends before it begins
     */
    public Fact build() {
      if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
        throw MemoryException.invalid(
            "the fact is valid from " + validFrom + " to " + validTo + "; swap the two");
      }
      return new Fact(this);
    }
  }
}
