package dev.recollect.agent.forget;

import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an agent forgets without being told which: messages and passages that are too old, too many,
 * or not important enough. Immutable.
 *
 * <p>Each condition counts by itself; without one nothing is forgotten, which is {@link #off}. Ages
 * count from when something was said, or from when what a passage says happened. A policy is
 * applied by {@code Agent.forget}, and after turns if {@link #afterTurns} says so.
 */
public final class ForgetPolicy {

  private final Parts parts;

  private static final class Parts {
    private @Nullable Duration messageAge;
    private @Nullable Duration passageAge;
    private @Nullable Long messages;
    private @Nullable Long passages;
    private @Nullable Double importance;
    private @Nullable Duration interval;
    private ForgetRequest.Blocks blocks = ForgetRequest.Blocks.REWRITTEN;

    private Parts copy() {
      Parts copy = new Parts();
      copy.messageAge = messageAge;
      copy.passageAge = passageAge;
      copy.messages = messages;
      copy.passages = passages;
      copy.importance = importance;
      copy.interval = interval;
      copy.blocks = blocks;
      return copy;
    }
  }

  private ForgetPolicy(Parts parts) {
    this.parts = parts;
  }

  /** Returns the policy to forget nothing. */
  public static ForgetPolicy off() {
    return new ForgetPolicy(new Parts());
  }

  /**
   * Returns this policy, which also forgets messages that were said longer ago.
   *
   * @throws MemoryException INVALID unless above zero
   */
  public ForgetPolicy messagesOlderThan(Duration age) {
    Parts changed = parts.copy();
    changed.messageAge = positive("age of messages", age);
    return new ForgetPolicy(changed);
  }

  /**
   * Returns this policy, which also forgets passages of which what they say happened longer ago.
   *
   * @throws MemoryException INVALID unless above zero
   */
  public ForgetPolicy passagesOlderThan(Duration age) {
    Parts changed = parts.copy();
    changed.passageAge = positive("age of passages", age);
    return new ForgetPolicy(changed);
  }

  /**
   * Returns this policy, which also forgets the oldest messages beyond so many, of all
   * conversations of the agent together.
   *
   * @param count 0 or more
   */
  public ForgetPolicy atMostMessages(long count) {
    Parts changed = parts.copy();
    changed.messages = notNegative("number of messages", count);
    return new ForgetPolicy(changed);
  }

  /**
   * Returns this policy, which also forgets the oldest passages beyond so many.
   *
   * @param count 0 or more
   */
  public ForgetPolicy atMostPassages(long count) {
    Parts changed = parts.copy();
    changed.passages = notNegative("number of passages", count);
    return new ForgetPolicy(changed);
  }

  /**
   * Returns this policy, which also forgets passages of less importance. Messages have none.
   *
   * @param importance above 0, at most 1; passages to which none was given have 0.5
   */
  public ForgetPolicy passagesLessImportantThan(double importance) {
    if (!(importance > 0 && importance <= 1)) {
      throw MemoryException.invalid(
          "least importance is " + importance + "; it must be above 0 and at most 1");
    }
    Parts changed = parts.copy();
    changed.importance = importance;
    return new ForgetPolicy(changed);
  }

  /**
   * Returns this policy, applied by the agent itself after a turn: the first one after it was
   * opened, then the first one after each interval. It runs on the thread of the turn once that has
   * ended, and what fails is logged and tried again after the next interval.
   *
   * @param atMostEvery above zero; looking through an archive takes time
   */
  public ForgetPolicy afterTurns(Duration atMostEvery) {
    Parts changed = parts.copy();
    changed.interval = positive("interval", atMostEvery);
    return new ForgetPolicy(changed);
  }

  /** Returns this policy with another treatment of blocks; they are rewritten at first. */
  public ForgetPolicy with(ForgetRequest.Blocks value) {
    Parts changed = parts.copy();
    changed.blocks = value;
    return new ForgetPolicy(changed);
  }

  private static Duration positive(String what, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw MemoryException.invalid("the " + what + " is " + value + "; it must be above zero");
    }
    return value;
  }

  private static long notNegative(String what, long value) {
    if (value < 0) {
      throw MemoryException.invalid("the " + what + " is " + value + "; it must be 0 or more");
    }
    return value;
  }

  /** Returns how old messages may become, if bounded. */
  public Optional<Duration> messageAge() {
    return Optional.ofNullable(parts.messageAge);
  }

  /** Returns how old passages may become, if bounded. */
  public Optional<Duration> passageAge() {
    return Optional.ofNullable(parts.passageAge);
  }

  /** Returns how many messages there may be, if bounded. */
  public OptionalLong messages() {
    return parts.messages == null ? OptionalLong.empty() : OptionalLong.of(parts.messages);
  }

  /** Returns how many passages there may be, if bounded. */
  public OptionalLong passages() {
    return parts.passages == null ? OptionalLong.empty() : OptionalLong.of(parts.passages);
  }

  /** Returns how important passages must be, if bounded. */
  public OptionalDouble importance() {
    return parts.importance == null ? OptionalDouble.empty() : OptionalDouble.of(parts.importance);
  }

  /** Returns how long it is at least between two times that the agent applies it by itself. */
  public Optional<Duration> interval() {
    return Optional.ofNullable(parts.interval);
  }

  /** Returns what happens to the blocks. */
  public ForgetRequest.Blocks blocks() {
    return parts.blocks;
  }
}
