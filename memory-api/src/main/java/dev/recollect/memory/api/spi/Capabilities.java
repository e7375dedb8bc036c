package dev.recollect.memory.api.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store can do beyond what every store must. Immutable. */
public final class Capabilities {

  private final Durability durability;
  private final int vectorsPerRecord;
  private final int largestDimension;
  private final @Nullable StoreEmbedding embedding;
  private final boolean exclusive;

  private Capabilities(Builder builder) {
    this.durability = builder.durability;
    this.vectorsPerRecord = builder.vectorsPerRecord;
    this.largestDimension = builder.largestDimension;
    this.embedding = builder.embedding;
    this.exclusive = builder.exclusive;
  }

  /** Returns a builder: no durability, one vector of each kind, 4,096 dimensions, nothing else. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns what an acknowledged write survives. */
  public Durability durability() {
    return durability;
  }

  /** Returns how many named vectors of each kind a record may have, at least 1. */
  public int vectorsPerRecord() {
    return vectorsPerRecord;
  }

  /** Returns the largest number of dimensions of a dense vector. */
  public int largestDimension() {
    return largestDimension;
  }

  /** Returns how the store computes vectors from text; empty if it does not. */
  public Optional<StoreEmbedding> embedding() {
    return Optional.ofNullable(embedding);
  }

  /** Returns whether the store computes vectors from text. */
  public boolean embedsText() {
    return embedding != null;
  }

  /** Returns whether one process at a time can have the store open. */
  public boolean exclusive() {
    return exclusive;
  }

  /** Collects {@link Capabilities}. Not thread-safe. */
  public static final class Builder {
    private Durability durability = Durability.NONE;
    private int vectorsPerRecord = 1;
    private int largestDimension = 4_096;
    private @Nullable StoreEmbedding embedding;
    private boolean exclusive;

    private Builder() {}

    /** Sets what an acknowledged write survives. */
    public Builder durability(Durability value) {
      this.durability = value;
      return this;
    }

    /** Sets how many named vectors of each kind a record may have. */
    public Builder vectorsPerRecord(int value) {
      this.vectorsPerRecord = value;
      return this;
    }

    /** Sets the largest number of dimensions. */
    public Builder largestDimension(int value) {
      this.largestDimension = value;
      return this;
    }

    /** Sets how the store computes vectors from text. */
    public Builder embedding(StoreEmbedding value) {
      this.embedding = value;
      return this;
    }

    /** Sets whether one process at a time can have the store open. */
    public Builder exclusive(boolean value) {
      this.exclusive = value;
      return this;
    }

    /** Returns the capabilities. */
    public Capabilities build() {
      return new Capabilities(this);
    }
  }
}
