package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How a tool is run: how long, how many calls at once, whether somebody is asked before, and how
 * much of its result is shown. Thread-safe.
 *
 * <p>The limit of calls at once is that of the object: tools and agents that are given one object
 * share it.
 */
public final class ToolPolicy {

  /** Tokens of a result that are shown at once, unless set. */
  public static final int RESULT_TOKENS = 2_000;

  /** Fewest tokens of a result that can be set. */
  public static final int FEWEST_RESULT_TOKENS = 100;

  private static final ToolPolicy DEFAULT = builder().build();

  private final @Nullable Duration timeout;
  private final int concurrency;
  private final @Nullable Semaphore places;
  private final @Nullable Boolean idempotent;
  private final boolean approval;
  private final int resultTokens;

  private ToolPolicy(Builder builder) {
    this.timeout = builder.timeout;
    this.concurrency = builder.concurrency;
    this.places = concurrency == 0 ? null : new Semaphore(concurrency, true);
    this.idempotent = builder.idempotent;
    this.approval = builder.approval;
    this.resultTokens = builder.resultTokens;
  }

  /** Returns the policy of tools that were given none: nothing but the turn bounds them. */
  public static ToolPolicy standard() {
    return DEFAULT;
  }

  /** Returns a builder that begins with {@link #standard()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how long a call may take; empty if only the turn's deadline bounds it. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Returns how many calls may run at once; empty for any number. */
  public OptionalInt concurrency() {
    return concurrency == 0 ? OptionalInt.empty() : OptionalInt.of(concurrency);
  }

  /** Returns whether running the same call twice does no harm; empty if the tool says so itself. */
  public Optional<Boolean> idempotent() {
    return Optional.ofNullable(idempotent);
  }

  /** Returns whether {@link ToolApproval} is asked before each call. */
  public boolean approval() {
    return approval;
  }

  /** Returns how many tokens of a result are shown at once. */
  public int resultTokens() {
    return resultTokens;
  }

  boolean idempotent(Tool tool) {
    return idempotent == null ? tool.idempotent() : idempotent;
  }

  @Nullable Semaphore places() {
    return places;
  }

  /** Collects a policy. Not thread-safe. */
  public static final class Builder {
    private @Nullable Duration timeout;
    private int concurrency;
    private @Nullable Boolean idempotent;
    private boolean approval;
    private int resultTokens = RESULT_TOKENS;

    private Builder() {}

    /**
     * Sets how long a call may take, waiting for a place included and waiting for approval not; the
     * turn's deadline bounds it besides.
     *
     * @throws MemoryException INVALID unless above zero
     */
    public Builder timeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw MemoryException.invalid("timeout of a tool is " + value + "; it must be above zero");
      }
      this.timeout = value;
      return this;
    }

    /**
     * Sets how many calls may run at once; later ones wait, first come, first served.
     *
     * @throws MemoryException INVALID unless at least 1
     */
    public Builder concurrency(int value) {
      if (value < 1) {
        throw MemoryException.invalid(
            "concurrency of a tool is " + value + "; it must be at least 1");
      }
      this.concurrency = value;
      return this;
    }

    /**
     * Sets whether running the same call twice does no harm: such calls are run again after a
     * crash. It counts more than what the tool says itself.
     */
    public Builder idempotent(boolean value) {
      this.idempotent = value;
      return this;
    }

    /** Sets whether {@link ToolApproval} is asked before each call; not unless set. */
    public Builder approval(boolean value) {
      this.approval = value;
      return this;
    }

    /**
     * Sets how many tokens of a result are shown at once; the rest can be read on with {@code
     * read_more}. {@value ToolPolicy#RESULT_TOKENS} unless set.
     *
     * @throws MemoryException INVALID for less than {@value ToolPolicy#FEWEST_RESULT_TOKENS}
     */
    public Builder resultTokens(int value) {
      if (value < FEWEST_RESULT_TOKENS) {
        throw MemoryException.invalid(
            "result tokens of a tool are "
                + value
                + "; they must be at least "
                + FEWEST_RESULT_TOKENS);
      }
      this.resultTokens = value;
      return this;
    }

    /** Returns the policy. */
    public ToolPolicy build() {
      return new ToolPolicy(this);
    }
  }
}
