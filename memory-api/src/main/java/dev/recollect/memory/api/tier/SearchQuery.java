package dev.recollect.memory.api.tier;

import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to search a tier for. Immutable; made by {@link #of} and the {@code with} methods. */
public final class SearchQuery {

  /** Largest text of a query, in bytes of UTF-8. */
  public static final int TEXT_BYTES = Limits.TEXT_BYTES;

  private final Builder parts;

  private SearchQuery(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns a query for a text.
   *
   * @throws MemoryException INVALID if it is blank or not storable, LIMIT above {@link #TEXT_BYTES}
   */
  public static SearchQuery of(String text) {
    return builder(text).build();
  }

  /** Returns a builder of a query for a text. */
  public static Builder builder(String text) {
    return new Builder(text);
  }

  /** Returns what to search for; not blank. */
  public String text() {
    return parts.text;
  }

  /** Returns how many hits are wanted at once, from 1 to 100. */
  public int topK() {
    return parts.topK;
  }

  /** Returns what to rank by. */
  public SearchMode mode() {
    return parts.mode;
  }

  /** Returns the smallest cosine a hit may have; empty for no bound. */
  public Optional<Double> minimumCosine() {
    return Optional.ofNullable(parts.minimumCosine);
  }

  /** Returns the smallest coverage a hit may have; empty for no bound. */
  public Optional<Double> minimumCoverage() {
    return Optional.ofNullable(parts.minimumCoverage);
  }

  /** Returns the earliest time of occurrence, inclusive. */
  public Optional<Instant> since() {
    return Optional.ofNullable(parts.since);
  }

  /** Returns the time of occurrence before which a hit must lie, exclusive. */
  public Optional<Instant> until() {
    return Optional.ofNullable(parts.until);
  }

  /** Returns the roles a message may have; empty for all. Without effect on archival memory. */
  public Set<Role> roles() {
    return parts.roles;
  }

  /** Returns a further condition. */
  public Filter filter() {
    return parts.filter;
  }

  /** Returns how age and importance count in the order; empty for what is configured. */
  public Optional<RankingWeights> ranking() {
    return Optional.ofNullable(parts.ranking);
  }

  /** Returns deadline and cancellation. */
  public CallOptions options() {
    return parts.options;
  }

  /** Returns this query with other options. */
  public SearchQuery withOptions(CallOptions options) {
    return new Builder(parts).options(options).build();
  }

  /** Collects the parts of a {@link SearchQuery}. Not thread-safe. */
  public static final class Builder {
    private final String text;
    private int topK = 10;
    private SearchMode mode = SearchMode.HYBRID;
    private @Nullable Double minimumCosine;
    private @Nullable Double minimumCoverage;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private Set<Role> roles = Set.of();
    private Filter filter = Filter.all();
    private @Nullable RankingWeights ranking;
    private CallOptions options = CallOptions.none();

    private Builder(String text) {
      if (text.isBlank()) {
        throw MemoryException.invalid("the query is empty; say what to search for");
      }
      this.text = Texts.requireStorable("query", text, TEXT_BYTES);
    }

    private Builder(Builder other) {
      this.text = other.text;
      this.topK = other.topK;
      this.mode = other.mode;
      this.minimumCosine = other.minimumCosine;
      this.minimumCoverage = other.minimumCoverage;
      this.since = other.since;
      this.until = other.until;
      this.roles = other.roles;
      this.filter = other.filter;
      this.ranking = other.ranking;
      this.options = other.options;
    }

    /** Sets how many hits are wanted at once, 1 to 100; 10 if not set. */
    public Builder topK(int value) {
      if (value < 1 || value > 100) {
        throw MemoryException.invalid("top-k is " + value + "; it must be 1 to 100");
      }
      this.topK = value;
      return this;
    }

    /** Sets what to rank by; {@link SearchMode#HYBRID} if not set. */
    public Builder mode(SearchMode value) {
      this.mode = value;
      return this;
    }

    /** Sets the smallest cosine a hit may have, -1 to 1. */
    public Builder minimumCosine(double value) {
      this.minimumCosine = requireWithin("minimumCosine", value, -1);
      return this;
    }

    /** Sets the smallest coverage a hit may have, 0 to 1. */
    public Builder minimumCoverage(double value) {
      this.minimumCoverage = requireWithin("minimumCoverage", value, 0);
      return this;
    }

    private static double requireWithin(String name, double value, double lowest) {
      if (!(value >= lowest && value <= 1)) {
        throw MemoryException.invalid(name + " is " + value + "; it must be " + lowest + " to 1");
      }
      return value;
    }

    /** Sets the earliest time of occurrence, inclusive. */
    public Builder since(Instant value) {
      this.since = value;
      return this;
    }

    /** Sets the time of occurrence before which a hit must lie, exclusive. */
    public Builder until(Instant value) {
      this.until = value;
      return this;
    }

    /** Sets the roles a message may have. */
    public Builder roles(Set<Role> value) {
      this.roles = Set.copyOf(value);
      return this;
    }

    /** Sets a further condition on declared fields. */
    public Builder filter(Filter value) {
      this.filter = value;
      return this;
    }

    /** Sets how age and importance count in the order; as configured if not set. */
    public Builder ranking(RankingWeights value) {
      this.ranking = value;
      return this;
    }

    /** Sets deadline and cancellation. */
    public Builder options(CallOptions value) {
      this.options = value;
      return this;
    }

    /**
     * Returns the query.
     *
     * @throws MemoryException INVALID if it bounds the cosine of a search by words alone
     */
    public SearchQuery build() {
      if (mode == SearchMode.TEXT && minimumCosine != null) {
        throw MemoryException.invalid(
            "a search by words alone computes no cosine; leave out minimumCosine, or the mode"
                + " TEXT");
      }
      return new SearchQuery(new Builder(this));
    }
  }
}
