package dev.recollect.agent.recall;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Set;

/**
 * What is recalled for the model without being asked for: before a turn both tiers are searched for
 * what the person says, and what is near enough is shown beside it. Immutable.
 */
public final class RecallPolicy {

  /** What of a conversation is shown for a message that was found. */
  public enum Unit {
    /** The message alone. */
    MESSAGE,
    /** The message and the answer to it, or the message that it answers. */
    EXCHANGE,
    /** The exchange, of each message its beginning. */
    SUMMARY
  }

  /** Where is searched. */
  public enum Tier {
    /** What was said. */
    RECALL,
    /** What was filed or loaded. */
    ARCHIVAL
  }

  private final Builder parts;

  private RecallPolicy(Builder parts) {
    this.parts = parts;
  }

  /** Returns a policy as it is if nothing is set. */
  public static RecallPolicy standard() {
    return builder().build();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how many texts at most are taken from each tier, 1 to 50. */
  public int topK() {
    return parts.topK;
  }

  /** Returns how many tokens what is shown may have at most, from 50. */
  public int tokens() {
    return parts.tokens;
  }

  /** Returns what of a conversation is shown for a message that was found. */
  public Unit unit() {
    return parts.unit;
  }

  /** Returns where is searched. */
  public Set<Tier> tiers() {
    return parts.tiers;
  }

  /** Returns whether only hits are taken whose evidence is strong enough to answer from. */
  public boolean nearOnly() {
    return parts.nearOnly;
  }

  /** Returns how long the searches may take together; what is not found by then is left out. */
  public Duration timeout() {
    return parts.timeout;
  }

  /** Returns what writes the texts for the model. */
  public RecallTemplate template() {
    return parts.template;
  }

  /** Collects the parts of a {@link RecallPolicy}. Not thread-safe. */
  public static final class Builder {
    private int topK = 5;
    private int tokens = 800;
    private Unit unit = Unit.EXCHANGE;
    private Set<Tier> tiers = Set.of(Tier.RECALL, Tier.ARCHIVAL);
    private boolean nearOnly = true;
    private Duration timeout = Duration.ofSeconds(5);
    private RecallTemplate template = RecallTemplate.standard();

    private Builder() {}

    private Builder(Builder other) {
      this.topK = other.topK;
      this.tokens = other.tokens;
      this.unit = other.unit;
      this.tiers = other.tiers;
      this.nearOnly = other.nearOnly;
      this.timeout = other.timeout;
      this.template = other.template;
    }

    /** Sets how many texts at most are taken from each tier, 1 to 50; 5 if not set. */
    public Builder topK(int value) {
      if (value < 1 || value > 50) {
        throw MemoryException.invalid("top-k of recall is " + value + "; it must be 1 to 50");
      }
      this.topK = value;
      return this;
    }

    /**
     * Sets how many tokens what is shown may have at most, from 50; 800 if not set. In a small
     * window it has at most an eighth of what a request may have.
     */
    public Builder tokens(int value) {
      if (value < 50) {
        throw MemoryException.invalid(
            "tokens of recall are " + value + "; they must be at least 50");
      }
      this.tokens = value;
      return this;
    }

    /** Sets what of a conversation is shown for a message that was found; exchanges if not set. */
    public Builder unit(Unit value) {
      this.unit = value;
      return this;
    }

    /** Sets where is searched; both tiers if not set. */
    public Builder tiers(Set<Tier> value) {
      if (value.isEmpty()) {
        throw MemoryException.invalid("recall has no tier to search; name at least one");
      }
      this.tiers = Set.copyOf(value);
      return this;
    }

    /**
     * Sets whether only hits are taken whose evidence is strong enough to answer from, which is so
     * if not set; otherwise the best are, whatever their evidence.
     */
    public Builder nearOnly(boolean value) {
      this.nearOnly = value;
      return this;
    }

    /** Sets how long the searches may take together, above zero; five seconds if not set. */
    public Builder timeout(Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw MemoryException.invalid("timeout of recall is " + value + "; it must be above zero");
      }
      this.timeout = value;
      return this;
    }

    /** Sets what writes the texts for the model. */
    public Builder template(RecallTemplate value) {
      this.template = value;
      return this;
    }

    /** Returns the policy. */
    public RecallPolicy build() {
      return new RecallPolicy(new Builder(this));
    }
  }
}
