package dev.recollect.agent.compaction;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which exchanges of a conversation are old, how many of them go into one summary record, and what
 * becomes of their messages. Immutable.
 *
 * <p>An exchange is what a person says and all that follows before they speak again. Whatever the
 * policy says, an exchange is never condensed while the agent's window shows it or recall memory
 * may not have all of it, nor is the newest one of a conversation.
 */
public final class CompactionPolicy {

  /** How long compaction after a turn may take, unless set. */
  public static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** What becomes of messages once a summary record stands for them. */
  public enum Messages {
    /** They stay in recall memory and are found there as before. */
    KEEP,
    /** They become passages of archival memory with their dates, and leave recall memory. */
    ARCHIVE,
    /** They are deleted; the summary record is all that is left. */
    DELETE
  }

  private final Builder parts;

  private CompactionPolicy(Builder parts) {
    this.parts = parts;
  }

  /** Returns the policy to condense nothing, which an agent has unless told otherwise. */
  public static CompactionPolicy off() {
    return new CompactionPolicy(new Builder());
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether anything is ever condensed. */
  public boolean on() {
    return parts.age != null || parts.newest > 0;
  }

  /** Returns how long ago an exchange must have ended, if that matters. */
  public Optional<Duration> age() {
    return Optional.ofNullable(parts.age);
  }

  /** Returns how many of the newest exchanges of a conversation are left as they are. */
  public int newest() {
    return parts.newest;
  }

  /** Returns what becomes of the messages. */
  public Messages messages() {
    return parts.messages;
  }

  /** Returns whether messages leave recall memory. */
  boolean removes() {
    return parts.messages != Messages.KEEP;
  }

  /** Returns how many exchanges a summary record stands for at least, unless they are long. */
  public int fewest() {
    return parts.fewest;
  }

  /** Returns how many exchanges a summary record stands for at most. */
  public int most() {
    return parts.most;
  }

  /** Returns how many tokens the exchanges of a summary record have together at most. */
  public int tokens() {
    return parts.tokens;
  }

  /** Returns how many tokens a summary has at most, as a share of those of its exchanges. */
  public double share() {
    return parts.share;
  }

  /** Returns how many summary records are written at once at most. */
  public int records() {
    return parts.records;
  }

  /** Returns how long it may take after a turn. */
  public Duration timeout() {
    return parts.timeout;
  }

  /** Collects the parts of a {@link CompactionPolicy}. Not thread-safe. */
  public static final class Builder {
    private @Nullable Duration age;
    private int newest;
    private Messages messages = Messages.KEEP;
    private int fewest = 5;
    private int most = 20;
    private int tokens = 2_000;
    private double share = 0.3;
    private int records = Integer.MAX_VALUE;
    private Duration timeout = TIMEOUT;

    private Builder() {}

    private Builder(Builder other) {
      this.age = other.age;
      this.newest = other.newest;
      this.messages = other.messages;
      this.fewest = other.fewest;
      this.most = other.most;
      this.tokens = other.tokens;
      this.share = other.share;
      this.records = other.records;
      this.timeout = other.timeout;
    }

    /**
     * Sets how long ago an exchange must have ended to be old; any time if not set. With {@link
     * #keepNewest} too, both must be so.
     *
     * @throws MemoryException INVALID unless above zero
     */
    public Builder olderThan(Duration value) {
      this.age = positive("the age of old exchanges", value);
      return this;
    }

    /**
     * Sets how many of the newest exchanges are left as they are, from 1.
     *
     * @throws MemoryException INVALID below 1
     */
    public Builder keepNewest(int value) {
      this.newest = atLeastOne("the number of newest exchanges", value);
      return this;
    }

    /** Sets what becomes of the messages; {@link Messages#KEEP} if not set. */
    public Builder messages(Messages value) {
      this.messages = value;
      return this;
    }

    /**
     * Sets how many exchanges a summary record stands for; 5 to 20 if not set. Fewer old ones than
     * the least wait until there are more.
     *
     * @throws MemoryException INVALID unless 1 to 1,000 and the least not above the most
     */
    public Builder exchanges(int least, int greatest) {
      if (least < 1 || greatest < least || greatest > 1_000) {
        throw MemoryException.invalid(
            "a summary record is to stand for "
                + least
                + " to "
                + greatest
                + " exchanges; the least must be at least 1, the most at least that, and 1,000 at most");
      }
      this.fewest = least;
      this.most = greatest;
      return this;
    }

    /**
     * Sets how many tokens the exchanges of a summary record have together at most, from 100; 2,000
     * if not set. An exchange with more has a record for itself.
     *
     * @throws MemoryException INVALID below 100
     */
    public Builder tokens(int value) {
      if (value < 100) {
        throw MemoryException.invalid(
            "the tokens of a summary record's exchanges are "
                + value
                + "; at least 100 are needed");
      }
      this.tokens = value;
      return this;
    }

    /**
     * Sets how many tokens a summary has at most, as a share of those of its exchanges; 0.3 if not
     * set.
     *
     * @throws MemoryException INVALID unless 0.05 to 0.9
     */
    public Builder share(double value) {
      if (!(value >= 0.05 && value <= 0.9)) {
        throw MemoryException.invalid(
            "the share of a summary is " + value + "; it must be 0.05 to 0.9");
      }
      this.share = value;
      return this;
    }

    /**
     * Sets how many summary records are written at once at most, so that much that is old is
     * condensed bit by bit; any number if not set.
     *
     * @throws MemoryException INVALID below 1
     */
    public Builder records(int value) {
      this.records = atLeastOne("the number of summary records", value);
      return this;
    }

    /**
     * Sets how long it may take after a turn; a minute if not set. What is not condensed by then is
     * after a later turn.
     *
     * @throws MemoryException INVALID unless above zero
     */
    public Builder within(Duration value) {
      this.timeout = positive("the time for compaction", value);
      return this;
    }

    /**
     * Returns the policy.
     *
     * @throws MemoryException INVALID if it does not say what is old
     */
    public CompactionPolicy build() {
      CompactionPolicy policy = new CompactionPolicy(new Builder(this));
      if (!policy.on()) {
        throw MemoryException.invalid(
            "the policy does not say which exchanges are old; set olderThan or keepNewest, or use"
                + " CompactionPolicy.off()");
      }
      return policy;
    }

    private static Duration positive(String what, Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw MemoryException.invalid(what + " is " + value + "; it must be above zero");
      }
      return value;
    }

    private static int atLeastOne(String what, int value) {
      if (value < 1) {
        throw MemoryException.invalid(what + " is " + value + "; it must be at least 1");
      }
      return value;
    }
  }
}
