package dev.recollect.agent.fact;

import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how facts are extracted from what was said after a turn. Immutable.
 *
 * <p>{@link #off} is what an agent does unless told otherwise: nothing is computed and no model
 * asked.
 */
public final class FactPolicy {

  /** How long finding the facts of a turn may take, unless set. */
  public static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** What is embedded, and so found. */
  public enum Embedded {
    /** The sentence of each fact: a passage each. */
    FACTS,
    /** The message as it was said: one passage, if it states a fact. */
    TEXT,
    /** The sentence of each fact behind the message as it was said: a passage each. */
    BOTH
  }

  private enum Extraction {
    OFF,
    RULES,
    MODEL,
    OWN
  }

  private final Parts parts;

  private static final class Parts {
    private final Extraction extraction;
    private final @Nullable FactExtractor extractor;
    private Embedded embedded = Embedded.FACTS;
    private boolean superseding = true;
    private Set<Role> roles = Set.of(Role.USER);
    private Duration timeout = TIMEOUT;

    private Parts(Extraction extraction, @Nullable FactExtractor extractor) {
      this.extraction = extraction;
      this.extractor = extractor;
    }

    private Parts(Parts other) {
      this(other.extraction, other.extractor);
      this.embedded = other.embedded;
      this.superseding = other.superseding;
      this.roles = other.roles;
      this.timeout = other.timeout;
    }
  }

  private FactPolicy(Parts parts) {
    this.parts = parts;
  }

  /** Returns the policy to extract nothing. */
  public static FactPolicy off() {
    return new FactPolicy(new Parts(Extraction.OFF, null));
  }

  /** Returns the policy to extract facts {@linkplain FactExtractor#byRules by rules}. */
  public static FactPolicy byRules() {
    return new FactPolicy(new Parts(Extraction.RULES, null));
  }

  /**
   * Returns the policy to ask the agent's model for facts: a request more for every message of the
   * person.
   */
  public static FactPolicy byModel() {
    return new FactPolicy(new Parts(Extraction.MODEL, null));
  }

  /** Returns the policy to use an extractor, such as another model's. */
  public static FactPolicy by(FactExtractor extractor) {
    return new FactPolicy(new Parts(Extraction.OWN, extractor));
  }

  /** Returns this policy with another choice of what is embedded; {@link Embedded#FACTS} first. */
  public FactPolicy embedding(Embedded value) {
    Parts changed = new Parts(parts);
    changed.embedded = value;
    return new FactPolicy(changed);
  }

  /** Returns this policy, by which newer facts supersede older ones or do not; they do at first. */
  public FactPolicy superseding(boolean value) {
    Parts changed = new Parts(parts);
    changed.superseding = value;
    return new FactPolicy(changed);
  }

  /**
   * Returns this policy for what others than the person say too.
   *
   * @param roles of {@link Role#USER} and {@link Role#ASSISTANT}, not empty
   * @throws MemoryException INVALID for other roles or none
   */
  public FactPolicy of(Set<Role> roles) {
    if (roles.isEmpty() || !Set.of(Role.USER, Role.ASSISTANT).containsAll(roles)) {
      throw MemoryException.invalid(
          "facts are stated by USER and ASSISTANT; " + roles + " is something else");
    }
    Parts changed = new Parts(parts);
    changed.roles = Set.copyOf(roles);
    return new FactPolicy(changed);
  }

  /**
   * Returns this policy with another bound of the time that it may take after a turn.
   *
   * @throws MemoryException INVALID unless above zero
   */
  public FactPolicy within(Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw MemoryException.invalid("the time for facts is " + value + "; it must be above zero");
    }
    Parts changed = new Parts(parts);
    changed.timeout = value;
    return new FactPolicy(changed);
  }

  /**
   * Returns what finds the facts; empty if nothing is to be extracted.
   *
   * @param agentModel the model that {@link #byModel} asks
   */
  public Optional<FactExtractor> extractor(ChatModel agentModel) {
    return switch (parts.extraction) {
      case OFF -> Optional.empty();
      case RULES -> Optional.of(FactExtractor.byRules());
      case MODEL -> Optional.of(FactExtractor.byModel(agentModel));
      case OWN -> Optional.ofNullable(parts.extractor);
    };
  }

  /** Returns what is embedded. */
  public Embedded embedded() {
    return parts.embedded;
  }

  /** Returns whether newer facts supersede older ones. */
  public boolean superseding() {
    return parts.superseding;
  }

  /** Returns whose messages are looked at. */
  public Set<Role> roles() {
    return parts.roles;
  }

  /** Returns how long it may take after a turn. */
  public Duration timeout() {
    return parts.timeout;
  }
}
