package dev.recollect.memory.api.value;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a search returned a hit, in measures that mean the same in every search: thresholds work on
 * these, not on the score.
 */
public final class Evidence {

  private final @Nullable Double contentCosine;
  private final @Nullable Double contextCosine;
  private final double coverage;
  private final double lent;
  private final @Nullable Integer denseRank;
  private final @Nullable Integer sparseRank;
  private final boolean near;
  private final @Nullable Double fromRelevance;
  private final @Nullable Double fromRecency;
  private final @Nullable Double fromImportance;
  private final double lifted;

  private Evidence(Builder builder) {
    this.contentCosine = builder.contentCosine;
    this.contextCosine = builder.contextCosine;
    this.coverage = builder.coverage;
    this.lent = builder.lent;
    this.denseRank = builder.denseRank;
    this.sparseRank = builder.sparseRank;
    this.near = builder.near;
    this.fromRelevance = builder.fromRelevance;
    this.fromRecency = builder.fromRecency;
    this.fromImportance = builder.fromImportance;
    this.lifted = builder.lifted;
  }

  /** Returns a builder without any evidence. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the cosine between the query and the text, -1 to 1; empty if it was not computed. */
  public OptionalDouble contentCosine() {
    return optional(contentCosine);
  }

  /** Returns the cosine between the query and the text in its context; empty if not computed. */
  public OptionalDouble contextCosine() {
    return optional(contextCosine);
  }

  /** Returns the share, 0 to 1, of the query's terms (weighed by rarity) that the text contains. */
  public double coverage() {
    return coverage;
  }

  /** Returns the part of the score that neighbours in the conversation lent. */
  public double lent() {
    return lent;
  }

  /** Returns the rank, from 1, by meaning; empty if the hit was not in that list. */
  public OptionalInt denseRank() {
    return denseRank == null ? OptionalInt.empty() : OptionalInt.of(denseRank);
  }

  /** Returns the rank, from 1, by terms; empty if the hit was not in that list. */
  public OptionalInt sparseRank() {
    return sparseRank == null ? OptionalInt.empty() : OptionalInt.of(sparseRank);
  }

  /** Returns whether the evidence is strong enough to answer from, by the defaults of core. */
  public boolean near() {
    return near;
  }

  /**
   * Returns the part of the score that relevance gave; empty if age and importance do not count.
   */
  public OptionalDouble fromRelevance() {
    return optional(fromRelevance);
  }

  /** Returns the part of the score that recency gave; empty if age and importance do not count. */
  public OptionalDouble fromRecency() {
    return optional(fromRecency);
  }

  /**
   * Returns the part of the score that importance gave; empty if age and importance do not count.
   */
  public OptionalDouble fromImportance() {
    return optional(fromImportance);
  }

  /**
   * Returns the part of the score that the hit was lifted by to stand before one that it
   * supersedes.
   */
  public double lifted() {
    return lifted;
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public String toString() {
    return "Evidence[cosine=" + contentCosine + ", coverage=" + coverage + ", near=" + near + "]";
  }

  /** Collects evidence. Not thread-safe. */
  public static final class Builder {
    private @Nullable Double contentCosine;
    private @Nullable Double contextCosine;
    private double coverage;
    private double lent;
    private @Nullable Integer denseRank;
    private @Nullable Integer sparseRank;
    private boolean near;
    private @Nullable Double fromRelevance;
    private @Nullable Double fromRecency;
    private @Nullable Double fromImportance;
    private double lifted;

    private Builder() {}

    /** Sets the cosine to the text itself. */
    public Builder contentCosine(double value) {
      this.contentCosine = value;
      return this;
    }

    /** Sets the cosine to the text in its context. */
    public Builder contextCosine(double value) {
      this.contextCosine = value;
      return this;
    }

    /** Sets the share of the query's terms that the text contains. */
    public Builder coverage(double value) {
      this.coverage = value;
      return this;
    }

    /** Sets the score lent by neighbours. */
    public Builder lent(double value) {
      this.lent = value;
      return this;
    }

    /** Sets the rank by meaning, from 1. */
    public Builder denseRank(int value) {
      this.denseRank = value;
      return this;
    }

    /** Sets the rank by terms, from 1. */
    public Builder sparseRank(int value) {
      this.sparseRank = value;
      return this;
    }

    /** Sets whether the evidence is strong enough to answer from. */
    public Builder near(boolean value) {
      this.near = value;
      return this;
    }

    /** Sets the parts of the score that relevance, recency and importance gave. */
    public Builder parts(double relevance, double recency, double importance) {
      this.fromRelevance = relevance;
      this.fromRecency = recency;
      this.fromImportance = importance;
      return this;
    }

    /** Sets the score that it was lifted by. */
    public Builder lifted(double value) {
      this.lifted = value;
      return this;
    }

    /** Returns the evidence. */
    public Evidence build() {
      return new Evidence(this);
    }
  }
}
