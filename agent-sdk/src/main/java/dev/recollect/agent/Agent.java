package dev.recollect.agent;

import dev.recollect.agent.fact.FactKeeper;
import dev.recollect.agent.loop.Conversation;
import dev.recollect.agent.loop.Place;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent: a model with a memory that it keeps itself and that outlives this object and its
 * process.
 *
 * <p>Thread-safe: messages sent from several threads are answered one after the other. Of several
 * objects or processes with the same conversation of an agent, one can be in a turn; the others get
 * CONFLICT before their model is asked. Closing frees nothing but this object: memory and model
 * belong to whoever opened them.
 */
public final class Agent implements AutoCloseable {

  private final Place place;
  private final Conversation conversation;
  private final ZoneId zone;
  private final @Nullable FactKeeper facts;
  private final @Nullable Turn resumed;
  private volatile boolean closed;

  Agent(Place place, ZoneId zone, Conversation conversation, @Nullable FactKeeper facts) {
    this.facts = facts;
    this.place = place;
    this.zone = zone;
    this.conversation = conversation;
    this.resumed = conversation.open().map(this::ended).orElse(null);
  }

  /**
   * Returns a builder of an agent.
   *
   * @param memory where the agent remembers; stays open
   * @param model what answers; stays open
   */
  public static AgentBuilder builder(Recollect memory, ChatModel model) {
    return new AgentBuilder(memory, model);
  }

  /**
   * Answers a message.
   *
   * @param text what the person says, at most 256 KiB of UTF-8; not blank
   * @throws MemoryException INVALID or LIMIT for the text, CONFLICT while another object or process
   *     is in a turn of this conversation, or what the model throws. Unless its outcome says
   *     otherwise, nothing of the message is left
   */
  public Turn send(String text) {
    return send(text, null, CallOptions.none());
  }

  /**
   * Answers a message, once: sending it again returns the same turn without asking the model.
   *
   * @param requestId names the message for ever, 1 to 256 bytes
   * @throws MemoryException as {@link #send(String)}
   */
  public Turn send(String text, String requestId) {
    return send(text, requestId, CallOptions.none());
  }

  /**
   * Answers a message within a deadline or until cancelled.
   *
   * @throws MemoryException as {@link #send(String)}; CANCELLED
   */
  public Turn send(String text, CallOptions options) {
    return send(text, null, options);
  }

  private Turn send(String text, @Nullable String requestId, CallOptions options) {
    requireOpen();
    return ended(conversation.send(text, requestId, options));
  }

  /**
   * Lets the agent speak first: the model learns that the person has come and when something was
   * last said, and greets.
   *
   * <p>A turn like any other, but nobody said what began it: recall memory gets the greeting alone.
   *
   * @throws MemoryException CONFLICT while another object or process is in a turn of this
   *     conversation, or what the model throws. Unless its outcome says otherwise, nothing is left
   */
  public Turn greet() {
    requireOpen();
    return ended(conversation.greet(CallOptions.none()));
  }

  /**
   * Returns what the model would be shown if somebody spoke now, and the tokens of each part. It
   * waits for a turn of this object; a turn of another object is not in it before its end.
   *
   * @throws MemoryException CONFLICT when a tool asks for it within a turn, LIMIT if no turn could
   *     begin because blocks and tools have grown
   */
  public AgentContext context() {
    requireOpen();
    return new AgentContext(conversation.shown(CallOptions.none()));
  }

  /** What a turn leaves behind once it is settled and in recall memory. */
  private Turn ended(TurnRecord record) {
    if (facts != null) {
      facts.afterTurn();
    }
    return new Turn(record);
  }

  private void requireOpen() {
    if (closed) {
      throw new MemoryException(
          ErrorKind.INVALID, "agent '" + name() + "' is closed; open it again");
    }
  }

  /** Returns the turn that a process had left unfinished and that opening this agent finished. */
  public Optional<Turn> resumed() {
    return Optional.ofNullable(resumed);
  }

  /** Returns the agent's name. */
  public String name() {
    return place.owner().name();
  }

  /** Returns the agent's time zone. */
  public ZoneId zone() {
    return zone;
  }

  /** Returns the id of this conversation in {@link #recall()}. */
  public String conversation() {
    return place.conversation();
  }

  /** Returns the blocks that stand in every prompt; changes take effect from the next turn on. */
  public CoreMemory core() {
    return place.memory().core(name());
  }

  /** Returns what was said, in all conversations of the agent. */
  public RecallMemory recall() {
    return place.memory().recall(name());
  }

  /** Returns the passages that the agent or the application filed. */
  public ArchivalMemory archival() {
    return place.memory().archival(name());
  }

  /**
   * Attaches a source: the agent's searches of archival memory cover it from now on.
   *
   * @throws MemoryException NOT_FOUND with the nearest source
   */
  public void attach(String source) {
    place.memory().sources().attach(name(), source);
  }

  /**
   * Detaches a source.
   *
   * @return whether it was attached
   * @throws MemoryException NOT_FOUND with the nearest source
   */
  public boolean detach(String source) {
    return place.memory().sources().detach(name(), source);
  }

  /** Returns the attached sources, by name. */
  public List<Source> sources() {
    return place.memory().sources().attached(name());
  }

  /** Refuses further messages; a turn under way goes on to its end. Idempotent. */
  @Override
  public void close() {
    closed = true;
  }
}
