package dev.recollect.agent;

import dev.recollect.agent.compaction.CompactionPolicy;
import dev.recollect.agent.compaction.CompactionResult;
import dev.recollect.agent.compaction.Compactor;
import dev.recollect.agent.compaction.SummaryRecords;
import dev.recollect.agent.forget.ForgetPolicy;
import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.forget.Forgettable;
import dev.recollect.agent.loop.Conversation;
import dev.recollect.agent.loop.Place;
import dev.recollect.agent.loop.TurnRequest;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.AsyncCall;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.tier.OwnerUser;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
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
  private final Compactor compactor;
  private final ZoneId zone;
  private final BooleanSupplier insideTool;
  private final ToIntFunction<String> tokens;
  private final @Nullable Turn resumed;
  private final Waking waking;
  private volatile boolean closed;

  /**
   * Opens an agent.
   *
   * @param heartbeat how long it is between heartbeats, or null
   * @param insideTool tells whether the calling thread runs a tool of this object's turn
   * @param tokens counts the tokens of a text, as the model does
   */
  Agent(
      Place place,
      ZoneId zone,
      Conversation conversation,
      Compactor compactor,
      @Nullable Duration heartbeat,
      BooleanSupplier insideTool,
      ToIntFunction<String> tokens) {
    this.place = place;
    this.zone = zone;
    this.conversation = conversation;
    this.compactor = compactor;
    this.insideTool = insideTool;
    this.tokens = tokens;
    this.resumed = conversation.open().map(Turn::new).orElse(null);
    this.waking = new Waking(conversation, heartbeat, place.owner().name());
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
   * @param text what the person says, at most 256 KiB of UTF-8; not blank. One that is too long for
   *     the model's window is filed in archival memory, and the model sees its beginning
   * @throws MemoryException INVALID or LIMIT for the text, CONFLICT while another object or process
   *     is in a turn of this conversation, or what the model throws. Unless its outcome says
   *     otherwise, nothing of the message is left
   */
  public Turn send(String text) {
    return send(text, CallOptions.none());
  }

  /**
   * Answers a message, once: sending it again returns the same turn without asking the model.
   *
   * @param requestId names the message for ever, 1 to 256 bytes
   * @throws MemoryException as {@link #send(String)}
   */
  public Turn send(String text, String requestId) {
    return send(TurnRequest.of(text, CallOptions.none()).withRequestId(requestId));
  }

  /**
   * Answers a message within a deadline or until cancelled.
   *
   * @throws MemoryException as {@link #send(String)}; CANCELLED
   */
  public Turn send(String text, CallOptions options) {
    return send(TurnRequest.of(text, options));
  }

  /**
   * Answers a message with a value: the model is told the JSON Schema of a record, and an answer
   * that does not fit is told what is wrong with it and asked for again, twice at most.
   *
   * @param type its components may be what those of a tool's arguments may be
   * @throws MemoryException as {@link #send(String)}; INVALID if the last answer does not fit
   *     either, saying why and what it was: the turn is kept then, with that answer
   */
  public <T extends Record> T send(String text, Class<T> type) {
    return send(text, type, CallOptions.none());
  }

  /** Answers a message with a value, as {@link #send(String, Class)}, within a deadline. */
  public <T extends Record> T send(String text, Class<T> type, CallOptions options) {
    StructuredAnswer<T> answer = new StructuredAnswer<>(type);
    TurnRequest request = TurnRequest.of(text, options).withCheck(answer.note(), answer);
    return answer.read(send(request).text());
  }

  private Turn send(TurnRequest request) {
    requireOutside();
    return new Turn(conversation.send(request));
  }

  /**
   * Answers a message and tells what happens meanwhile: the text as it arrives, calls and results,
   * changes of memory. The turn begins at once.
   *
   * @throws MemoryException INVALID for the text; all else is thrown by the stream
   */
  public TurnStream stream(String text) {
    return stream(text, CallOptions.none());
  }

  /**
   * Answers a message within a deadline or until cancelled, and tells what happens meanwhile.
   *
   * @throws MemoryException INVALID for the text; all else is thrown by the stream
   */
  public TurnStream stream(String text, CallOptions options) {
    requireOutside();
    TurnRequest request = TurnRequest.of(text, options);
    return new TurnStream(
        options, (own, listener) -> send(request.withOptions(own).withWatcher(listener)));
  }

  /**
   * Answers a message on another thread; this returns at once.
   *
   * @return completes with the turn, or exceptionally as {@link #send(String)} throws; cancelling
   *     its {@code toCompletableFuture()} cancels the turn
   */
  public CompletionStage<Turn> sendAsync(String text) {
    return sendAsync(text, CallOptions.none());
  }

  /** Answers a message on another thread, as {@link #sendAsync(String)}, within a deadline. */
  public CompletionStage<Turn> sendAsync(String text, CallOptions options) {
    TurnRequest request = TurnRequest.of(text, options);
    return AsyncCall.start(options, own -> send(request.withOptions(own)));
  }

  /**
   * Tells the agent that something has happened, which nobody said. It is durable when this
   * returns, and in order with messages: the turn under way tells the model before its next
   * request, otherwise a turn begins with it on another thread.
   *
   * <p>A turn that cannot begin or fails leaves the event waiting for the next one; it waits across
   * restarts. Who wants to know what the agent made of it adds a listener.
   *
   * @param event what the model is told, at most 32 KiB of UTF-8; not blank
   * @throws MemoryException INVALID or LIMIT for the text, or what the state store throws
   */
  public void notify(String event) {
    requireOpen();
    conversation.notify(event, CallOptions.none());
    waking.wake();
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
    requireOutside();
    return new Turn(conversation.greet(CallOptions.none(), Listener.none()));
  }

  /**
   * Lets the agent speak first, as {@link #greet}, within a deadline or until cancelled, and tells
   * what happens meanwhile. All that is thrown, the stream throws.
   */
  public TurnStream streamGreeting(CallOptions options) {
    requireOutside();
    return new TurnStream(options, (own, listener) -> new Turn(conversation.greet(own, listener)));
  }

  /** Answers what another agent says, once. */
  Turn answer(String text, String speaker, String requestId, CallOptions options) {
    return send(
        TurnRequest.of(text, options)
            .withSpeaker(speaker)
            .withNote(AgentMessageTool.note(speaker))
            .withRequestId(requestId));
  }

  /**
   * Returns what the model would be shown if somebody spoke now, and the tokens of each part. It
   * waits for a turn of this object; a turn of another object is not in it before its end. Where
   * messages would leave first, their summary is made of extracts here.
   *
   * @throws MemoryException CONFLICT when a tool asks for it within a turn, LIMIT if no turn could
   *     begin because blocks and tools have grown
   */
  public AgentContext context() {
    requireOutside();
    return new AgentContext(conversation.shown(CallOptions.none()));
  }

  /**
   * Returns what a search for a text finds that could be forgotten, for {@link ForgetRequest#of}:
   * messages of all conversations first, then passages of the agent's own.
   *
   * @param text what it is about
   */
  public List<Forgettable> forgettable(String text) {
    return Forgettable.about(text, recall(), place.memory().ownArchival(name()));
  }

  /**
   * Forgets messages and passages, and what follows from them: their place in windows and
   * summaries, facts, blocks, recorded answers to request ids, and what search knows of them
   * through their neighbours. It waits for a turn of this object.
   *
   * <p>A failure before anything was written leaves all as it was. From then on the rest is done by
   * asking again, by the next message, or by whoever opens the agent next; the error says so, and
   * its outcome is Applied.
   *
   * @throws MemoryException CONFLICT when a tool asks for it within a turn, and while another
   *     object or process is in a turn of this conversation; UNAVAILABLE
   */
  public ForgetReport forget(ForgetRequest request) {
    return forget(request, CallOptions.none());
  }

  /** Forgets, as {@link #forget(ForgetRequest)}, within a deadline or until cancelled. */
  public ForgetReport forget(ForgetRequest request, CallOptions options) {
    requireOutside();
    return conversation.forget(request, options);
  }

  /**
   * Forgets what a policy says now, some hundred messages or passages at a time.
   *
   * @throws MemoryException as {@link #forget(ForgetRequest)}; applying the policy again goes on
   */
  public ForgetReport forget(ForgetPolicy policy) {
    requireOutside();
    return conversation.forget(policy, CallOptions.none());
  }

  /**
   * Condenses old exchanges of this conversation into summary records in archival memory, and goes
   * on with what an earlier compaction left. Turns may run meanwhile.
   *
   * @return what it came to; nothing if nothing is old
   * @throws MemoryException CONFLICT while another object or process compacts this conversation, or
   *     when a tool asks for it within a turn; what the stores throw. What is done until then stays
   *     done, and nothing is lost
   */
  public CompactionResult compact(CompactionPolicy policy) {
    return compact(policy, CallOptions.none());
  }

  /**
   * Condenses old exchanges, as {@link #compact(CompactionPolicy)}, within a deadline or until
   * cancelled.
   *
   * @throws MemoryException as {@link #compact(CompactionPolicy)}; DEADLINE, CANCELLED
   */
  public CompactionResult compact(CompactionPolicy policy, CallOptions options) {
    requireOutside();
    return compactor.compact(policy, options);
  }

  /** Returns the summary records of the agent's conversations, and what they stand for. */
  public SummaryRecords summaryRecords() {
    return SummaryRecords.of(place.memory(), place.owner(), zone);
  }

  private void requireOpen() {
    if (closed) {
      throw new MemoryException(
          ErrorKind.INVALID, "agent '" + name() + "' is closed; open it again");
    }
  }

  private void requireOutside() {
    requireOpen();
    if (insideTool.getAsBoolean()) {
      throw MemoryException.conflict(
          "a tool of the agent sent it a message or asked for its context; a turn cannot begin"
              + " inside another");
    }
  }

  /** Returns the turn that a process had left unfinished and that opening this agent finished. */
  public Optional<Turn> resumed() {
    return Optional.ofNullable(resumed);
  }

  /** Returns the name under which the agent was opened; see {@link Agents#rename}. */
  public String name() {
    return place.owner().name();
  }

  /** Returns the agent's time zone. */
  public ZoneId zone() {
    return zone;
  }

  /** Returns the user for whom the agent was opened, if it was for one. */
  public Optional<String> user() {
    return place.memory().user().map(OwnerUser::name);
  }

  /** Returns the id of this conversation in {@link #recall()}. */
  public String conversation() {
    return place.conversation();
  }

  /**
   * Returns the blocks that stand in every prompt; changes take effect from the next turn on. Of an
   * agent opened for a user, {@code human} is the user's, all others are the agent's.
   */
  public CoreMemory core() {
    return place.memory().core(name(), tokens);
  }

  /** Returns what was said, in all conversations of the agent, or of its user. */
  public RecallMemory recall() {
    return place.memory().recall(name());
  }

  /**
   * Returns the passages that the agent or the application filed. Of an agent opened for a user
   * they are the user's, and a search covers the agent's own too.
   */
  public ArchivalMemory archival() {
    return place.memory().archival(name());
  }

  /**
   * Attaches a source: the agent's searches of archival memory cover it from now on, for all users.
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

  /**
   * Refuses further messages and ends heartbeats; a turn under way goes on to its end, but one that
   * an event or the clock began is cancelled, and the event waits for the next one. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    waking.close();
  }
}
