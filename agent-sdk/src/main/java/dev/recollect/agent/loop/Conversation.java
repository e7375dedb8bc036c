package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.context.Shown;
import dev.recollect.agent.event.LoginEvent;
import dev.recollect.agent.forget.ForgetPolicy;
import dev.recollect.agent.forget.ForgetReport;
import dev.recollect.agent.forget.ForgetRequest;
import dev.recollect.agent.forget.PolicySelection;
import dev.recollect.agent.loop.TurnRequest.Beginning;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.claim.Holder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that runs one turn at a time, over all threads and processes. Thread-safe: turns
 * of one object wait for each other; of two objects or processes one runs and the other gets
 * CONFLICT.
 */
public final class Conversation {

  private final Desk desk;
  private final Limits limits;
  private final Turns turns;
  private final TurnLock lock;
  private final Runnable afterTurn;
  private final Derivations derivations;
  private final PolicyRounds rounds;

  /**
   * Creates a conversation that is read at its first use.
   *
   * @param afterTurn runs after each turn, when the next one may begin; throws nothing
   * @param derivations what is made of messages and forgotten with them
   * @param forgets what is forgotten after turns
   */
  public Conversation(
      Place place,
      Mind mind,
      Limits limits,
      Holder holder,
      Runnable afterTurn,
      Derivations derivations,
      ForgetPolicy forgets) {
    this.afterTurn = afterTurn;
    this.derivations = derivations;
    this.rounds = new PolicyRounds(forgets, place.memory().clock());
    this.desk = Desk.of(place, mind);
    this.limits = limits;
    this.lock = desk.lock();
    this.turns = new Turns(desk, limits, new Claims(holder, limits.timeout()), derivations);
  }

  /**
   * Reads the conversation, brings what recall memory misses there, and ends the turn that somebody
   * left who is gone.
   *
   * @return the turn that was resumed
   */
  public Optional<TurnRecord> open() {
    lock.take(CallOptions.none());
    Optional<TurnRecord> resumed;
    try {
      resumed = turns.open();
    } finally {
      lock.release();
    }
    resumed.ifPresent(turn -> ended());
    return resumed;
  }

  /**
   * Answers a message.
   *
   * @throws MemoryException CONFLICT if another object or process is in a turn; INVALID or LIMIT
   *     for the text; what the model throws, after which nothing of the message is left
   */
  public TurnRecord send(TurnRequest request) {
    Message.Builder said = Message.builder(Role.USER, request.text(), desk.now());
    if (request.speaker() != null) {
      said.name(request.speaker());
    }
    StoredMessage message = StoredMessage.of(said.build());
    return turn(
        request.options(),
        options ->
            answer(
                request.requestId(),
                options,
                () ->
                    new Beginning(
                        message,
                        request.notes(),
                        request.check(),
                        request.requestId(),
                        options,
                        request.watcher())));
  }

  private TurnRecord answer(
      @Nullable String requestId, CallOptions options, Supplier<Beginning> beginning) {
    return turns.prepare(requestId, options).orElseGet(() -> turns.begin(beginning.get()));
  }

  /**
   * Lets the agent speak first: a turn that begins with the event that the person has come.
   *
   * @throws MemoryException as {@link #send}
   */
  public TurnRecord greet(CallOptions options, Listener watcher) {
    return turn(
        options,
        bounded ->
            answer(
                null,
                bounded,
                () -> new Beginning(login(), List.of(), null, null, bounded, watcher)));
  }

  private StoredMessage login() {
    List<LogEntry> before = desk.log().entries();
    Instant last = before.isEmpty() ? null : before.getLast().message().createdAt();
    LoginEvent login = LoginEvent.of(last, desk.now(), desk.mind().zone());
    return StoredMessage.event(Message.of(Role.USER, login.json(), desk.now()));
  }

  /** Adds an event that the next request of a model tells of; when this returns it is durable. */
  public void notify(String text, CallOptions options) {
    desk.requireAgent(options);
    desk.notices().add(text, options);
  }

  /** Returns whether events wait that no turn has told of. */
  public boolean eventsWait() {
    boolean waiting = !desk.notices().waiting(CallOptions.within(limits.timeout())).isEmpty();
    desk.notices().waitOn();
    return waiting;
  }

  /**
   * Runs a turn for the events that wait, after the turn under way; none if that has told of them.
   *
   * @throws MemoryException as {@link #send}; the events wait on
   */
  public Optional<TurnRecord> wake(CallOptions options, Listener watcher) {
    Optional<TurnRecord> woken =
        locked(
            options,
            bounded -> {
              turns.prepare(null, bounded);
              return turns.beginWithEvents(bounded, watcher);
            });
    woken.ifPresent(turn -> ended());
    return woken;
  }

  /**
   * Runs a turn because the clock says so, unless one is under way or the model has asked for a
   * pause.
   *
   * @throws MemoryException as {@link #send}
   */
  public Optional<TurnRecord> beat(Listener watcher) {
    Optional<TurnRecord> beaten = lock.tryTake() ? beatLocked(watcher) : Optional.empty();
    beaten.ifPresent(turn -> ended());
    return beaten;
  }

  private Optional<TurnRecord> beatLocked(Listener watcher) {
    try {
      CallOptions options = CallOptions.within(limits.timeout());
      turns.prepare(null, options);
      return desk.mind().pause().on()
          ? Optional.empty()
          : Optional.of(
              turns.begin(
                  new Beginning(desk.notices().timer(), List.of(), null, null, options, watcher)));
    } finally {
      lock.release();
    }
  }

  /**
   * Returns what the model would be shown if somebody spoke now, up to what they say.
   *
   * @throws MemoryException CONFLICT inside a turn of this conversation, LIMIT if no turn could
   *     begin
   */
  public Shown shown(CallOptions options) {
    return locked(
        options,
        bounded -> {
          desk.requireAgent(bounded);
          desk.refresh(bounded);
          desk.mind().draft().reset();
          desk.system().count();
          ContextManager next = desk.mind().contextWithoutModel();
          next.load(desk.log().head(), desk.log().entries());
          next.add(LogEntry.imagined(StoredMessage.of(Message.of(Role.USER, "", desk.now()))));
          return desk.asker().shown(next, bounded);
        });
  }

  /**
   * Forgets messages and passages, and what follows from them, when no turn is under way.
   *
   * @throws MemoryException CONFLICT if another object or process is in a turn
   */
  public ForgetReport forget(ForgetRequest request, CallOptions options) {
    return locked(
        options,
        bounded -> {
          turns.prepare(null, bounded);
          // Else somebody might make something of a message that has just been forgotten.
          derivations.catchUp();
          return turns.forgetting().forget(request, bounded);
        });
  }

  /**
   * Forgets what a policy says, some at a time; turns may come between.
   *
   * @throws MemoryException as {@link #forget(ForgetRequest, CallOptions)}; what is forgotten by
   *     then stays so
   */
  public ForgetReport forget(ForgetPolicy policy, CallOptions options) {
    String name = desk.place().owner().name();
    PolicySelection selection =
        new PolicySelection(
            policy,
            desk.place().memory().recall(name),
            desk.place().memory().archival(name),
            desk.now());
    ForgetReport report = ForgetReport.builder().build();
    for (ForgetRequest request : selection.requests()) {
      report = report.plus(forget(request, options));
    }
    return report;
  }

  /**
   * Does something to what was said before, while no turn of this object runs.
   *
   * @param work given the lowest place of a message that the window shows or that recall memory may
   *     not have; {@link Long#MAX_VALUE} if there is none. What lies below it is never needed again
   * @throws MemoryException CONFLICT inside a turn of this conversation, NOT_FOUND if the agent has
   *     been deleted
   */
  public void apart(CallOptions options, LongConsumer work) {
    var unused =
        locked(
            options,
            bounded -> {
              desk.requireAgent(bounded);
              desk.refresh(bounded);
              work.accept(desk.lowestInUse());
              return true;
            });
  }

  private TurnRecord turn(CallOptions options, Function<CallOptions, TurnRecord> work) {
    TurnRecord record = locked(options, work);
    ended();
    return record;
  }

  private void ended() {
    afterTurn.run();
    rounds.afterTurn(policy -> forget(policy, CallOptions.none()));
  }

  private <T> T locked(CallOptions options, Function<CallOptions, T> work) {
    if (limits.waits()) {
      lock.take(options);
    } else if (!lock.tryTake()) {
      throw MemoryException.conflict(
          "agent '%s' is in a turn, and is set to refuse messages then; send it again when that has ended"
              .formatted(desk.place().owner().name()));
    }
    try {
      return work.apply(options.withTimeout(limits.timeout()));
    } finally {
      lock.release();
    }
  }
}
