package dev.recollect.agent.loop;

import dev.recollect.agent.loop.TurnRequest.Beginning;
import dev.recollect.agent.state.Claim;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.PendingEvents;
import dev.recollect.agent.state.Position;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins turns, takes over those that others left, and takes back those that fail. */
final class Turns {

  private static final System.Logger LOG = System.getLogger(Turns.class.getName());

  private final Desk desk;
  private final Limits limits;
  private final Claims claims;
  private final Forgetting forgetting;

  Turns(Desk desk, Limits limits, Claims claims, Derivations derivations) {
    this.desk = desk;
    this.limits = limits;
    this.claims = claims;
    this.forgetting = new Forgetting(desk, claims, derivations);
  }

  /** Returns what forgets, once {@link #prepare} has ended what was under way. */
  Forgetting forgetting() {
    return forgetting;
  }

  /** Reads the conversation and ends the turn that somebody left who is gone. */
  Optional<TurnRecord> open() {
    CallOptions options = CallOptions.within(limits.timeout());
    desk.refresh(options);
    desk.projector().catchUp();
    Claim pending = desk.log().head().claim();
    if (pending == null || !claims.free(pending, desk.now(), desk.exclusive())) {
      return Optional.empty();
    }
    if (pending.forgetting()) {
      forgetting.complete(options);
      return Optional.empty();
    }
    return takeOver(pending, options);
  }

  /** Reads the conversation; returns the turn that has answered the request before. */
  Optional<TurnRecord> prepare(@Nullable String requestId, CallOptions options) {
    options.check();
    desk.requireAgent(options);
    desk.refresh(options);
    Optional<TurnRecord> known = recorded(requestId, options);
    if (known.isEmpty() && desk.log().head().claim() != null) {
      endPending(desk.log().head().claim(), options);
      known = recorded(requestId, options);
    }
    return known;
  }

  private Optional<TurnRecord> recorded(@Nullable String requestId, CallOptions options) {
    return requestId == null ? Optional.empty() : desk.log().answered(requestId, options);
  }

  private void endPending(Claim pending, CallOptions options) {
    if (!claims.free(pending, desk.now(), desk.exclusive())) {
      throw claims.busy(desk.place().owner().name(), pending);
    }
    if (pending.forgetting()) {
      forgetting.complete(options);
      return;
    }
    LogEntry opener = at(Position.parse(pending.user()));
    if (claims.own(pending) && !pending.acted() && !Notices.tells(opener.stored())) {
      // A turn of this object failed and could not be taken back then; its caller knows of that.
      takeBack(pending, List.of());
      desk.refresh(options);
    } else if (takeOver(pending, options).isEmpty()) {
      throw claims.busy(desk.place().owner().name(), pending);
    }
  }

  /** Runs a turn that something begins; what waits comes before it. */
  TurnRecord begin(Beginning beginning) {
    List<PendingEvents.Waiting> waiting = desk.notices().waiting(beginning.options());
    return begin(beginning, waiting, List.of());
  }

  /** Runs a turn that begins with what waits; none if nothing does. */
  Optional<TurnRecord> beginWithEvents(CallOptions options, Listener watcher) {
    List<PendingEvents.Waiting> waiting = desk.notices().waiting(options);
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    StoredMessage last = StoredMessage.event(desk.notices().message(waiting.getLast()));
    Beginning beginning = new Beginning(last, List.of(), null, null, options, watcher);
    List<PendingEvents.Waiting> before = waiting.subList(0, waiting.size() - 1);
    return Optional.of(begin(beginning, before, List.of(waiting.getLast())));
  }

  /**
   * Runs a turn.
   *
   * @param before events that the model is told before; they stay if the turn is taken back
   * @param opening the event that begins it, if one does; waits again if the turn is taken back
   */
  private TurnRecord begin(
      Beginning beginning,
      List<PendingEvents.Waiting> before,
      List<PendingEvents.Waiting> opening) {
    int fixed = ready();
    StoredMessage fitted = desk.context().fitted(beginning.opener(), fixed);
    append(before);
    LogEntry opener = append(fitted);
    beginning
        .notes()
        .forEach(note -> append(StoredMessage.innerEvent(desk.notices().alert(note, desk.now()))));
    Claim claim = claims.begin(desk.log().head().turns() + 1, beginning.requestId(), desk.now());
    TurnOutput output = desk.output(claim, beginning.watcher());
    TurnRun run =
        new TurnRun(desk, limits, claim, opener, beginning.check(), beginning.options(), output);
    List<PendingEvents.Waiting> taken = new ArrayList<>(before);
    taken.addAll(opening);
    claim(run, taken);
    try {
      fileLong(opener, claim.number());
      desk.recall(opener.stored(), beginning.options());
      return run.run();
    } catch (RuntimeException e) {
      RuntimeException told = abandoned(e, opening);
      output.failed(told);
      throw told;
    } catch (Error e) {
      output.brokenOff(e);
      throw e;
    }
  }

  /** Makes ready for a turn; returns the tokens that each request has beside its messages. */
  private int ready() {
    desk.projector().catchUp();
    clear();
    desk.asker().recall(null);
    desk.system().count();
    int fixed = desk.asker().fixedTokens();
    desk.context().requireRoom(fixed);
    if (desk.log().entries().isEmpty() && desk.log().head().turns() == 0) {
      desk.mind().rules().opening(desk.now()).forEach(this::append);
    }
    return fixed;
  }

  private void clear() {
    desk.mind().draft().reset();
    desk.mind().searches().clear();
  }

  private void append(List<PendingEvents.Waiting> events) {
    events.forEach(event -> append(StoredMessage.event(desk.notices().message(event))));
  }

  private LogEntry append(StoredMessage message) {
    LogEntry entry = desk.log().append(message);
    desk.context().add(entry);
    return entry;
  }

  /** Writing it again under the same ids does no harm. */
  private void fileLong(LogEntry opener, int number) {
    if (!opener.stored().whole()) {
      new LongTexts(desk.place()).file(opener.message(), desk.key(number) + "/message");
    }
  }

  private void claim(TurnRun run, List<PendingEvents.Waiting> taken) {
    try {
      run.claim(taken);
    } catch (MemoryException e) {
      desk.notices().waitOn();
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      throw desk.reread().map(other -> claims.busy(desk.place().owner().name(), other)).orElse(e);
    }
  }

  private Optional<TurnRecord> takeOver(Claim pending, CallOptions options) {
    clear();
    Claim mine = claims.takeOver(pending, desk.now());
    LogEntry opener = at(Position.parse(mine.user()));
    TurnOutput output = desk.output(mine, Listener.none());
    TurnRun run = new TurnRun(desk, limits, mine, opener, null, options, output);
    try {
      run.claim(List.of());
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      desk.refresh(options);
      return Optional.empty();
    }
    desk.system().count();
    desk.recall(opener.stored(), options);
    return Optional.of(resumed(run, opener, mine.number(), output));
  }

  private LogEntry at(Position position) {
    return desk.log().entries().stream()
        .filter(entry -> entry.position().equals(position))
        .findFirst()
        .orElseThrow(() ->
            new MemoryException(
                ErrorKind.CORRUPT, "the message that began the turn under way is missing"));
  }

  /** A turn that can never be ended would stand in the way of all later ones. */
  private TurnRecord resumed(TurnRun run, LogEntry opener, int number, TurnOutput output) {
    try {
      fileLong(opener, number);
      return run.resume();
    } catch (RuntimeException e) {
      output.failed(e);
      if (!desk.reread().filter(claims::own).isPresent()) {
        throw e;
      }
      if (mayEndLater(e)) {
        release();
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "a resumed turn failed: {0}", e.getMessage());
      return run.fail();
    } catch (Error e) {
      output.brokenOff(e);
      // Whoever opens the agent next need not wait for a deadline.
      releaseAfter(e);
      throw e;
    }
  }

  private void releaseAfter(Error cause) {
    try {
      if (desk.reread().filter(claims::own).isPresent()) {
        release();
      }
    } catch (MemoryException e) {
      cause.addSuppressed(e);
    }
  }

  private static boolean mayEndLater(RuntimeException e) {
    return e instanceof MemoryException known
        && switch (known.kind()) {
          case INVALID, LIMIT, INTERNAL, UNSUPPORTED -> false;
          default -> true;
        };
  }

  /** Takes a turn back of which nothing can be seen outside, or leaves one to be resumed. */
  private RuntimeException abandoned(RuntimeException cause, List<PendingEvents.Waiting> opening) {
    try {
      Optional<Claim> own = desk.reread().filter(claims::own);
      if (own.isEmpty()) {
        return cause;
      }
      if (!own.orElseThrow().acted()) {
        takeBack(own.orElseThrow(), opening);
        return cause;
      }
      release();
      return kept(cause);
    } catch (MemoryException e) {
      cause.addSuppressed(e);
      desk.log().forget();
      return cause instanceof MemoryException known
          ? known.withOutcome(new WriteOutcome.Unknown())
          : cause;
    }
  }

  private static RuntimeException kept(RuntimeException cause) {
    ErrorKind kind = cause instanceof MemoryException known ? known.kind() : ErrorKind.INTERNAL;
    return new MemoryException(
        kind,
        Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName())
            + "; the message and what tools did for it are kept, and the next message or opening of"
            + " the agent goes on from there",
        new WriteOutcome.Applied(),
        cause);
  }

  private void takeBack(Claim own, List<PendingEvents.Waiting> opening) {
    LogEntry opener = at(Position.parse(own.user()));
    List<StateChange> changes = new ArrayList<>(desk.log().takeBack(opener));
    changes.addAll(PendingEvents.puttingBack(opening));
    desk.mind().draft().reset();
    desk.commit(Head::withoutClaim, changes);
    desk.log().forget();
  }

  private void release() {
    desk.mind().draft().reset();
    desk.commit(
        head ->
            head.claim() == null
                ? head
                : head.withClaim(head.claim().heldBy(null, head.claim().deadlineAt())),
        List.of());
  }
}
