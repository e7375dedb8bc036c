package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.context.Shown;
import dev.recollect.agent.event.LoginEvent;
import dev.recollect.agent.state.Claim;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.Position;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Texts;
import dev.recollect.memory.core.claim.Holder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that runs one turn at a time, over all threads and processes. Thread-safe: turns
 * of one object wait for each other; of two objects or processes one runs and the other gets
 * CONFLICT.
 */
public final class Conversation {

  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());
  private static final int REQUEST_ID_BYTES = 256;

  private final Desk desk;
  private final Limits limits;
  private final Claims claims;
  private final ReentrantLock turns = new ReentrantLock(true);

  /** Creates a conversation that is read at its first use. */
  public Conversation(Place place, Mind mind, Limits limits, Holder holder) {
    this.desk = Desk.of(place, mind);
    this.limits = limits;
    this.claims = new Claims(holder, limits.timeout());
  }

  /**
   * Reads the conversation, brings what recall memory misses there, and ends the turn that somebody
   * left who is gone.
   *
   * @return the turn that was resumed
   */
  public Optional<TurnRecord> open() {
    turns.lock();
    try {
      CallOptions options = CallOptions.within(limits.timeout());
      desk.refresh(options);
      desk.projector().catchUp();
      Claim pending = desk.log().head().claim();
      if (pending == null || !claims.free(pending, desk.now(), desk.exclusive())) {
        return Optional.empty();
      }
      return takeOver(pending, options);
    } finally {
      turns.unlock();
    }
  }

  /**
   * Answers a message.
   *
   * @param text what the person says
   * @param requestId names the request, so that sending it again returns the recorded turn; or null
   * @throws MemoryException CONFLICT if another object or process is in a turn; INVALID or LIMIT
   *     for the text; what the model throws, after which nothing of the message is left
   */
  public TurnRecord send(String text, @Nullable String requestId, CallOptions options) {
    if (text.isBlank()) {
      throw MemoryException.invalid("the message is empty; say something");
    }
    if (requestId != null) {
      Texts.requireNonEmpty("request id", requestId, REQUEST_ID_BYTES);
    }
    StoredMessage message = StoredMessage.of(Message.of(Role.USER, text, desk.now()));
    return answer(() -> message, requestId, options);
  }

  /**
   * Lets the agent speak first: a turn that begins with the event that the person has come.
   *
   * @throws MemoryException as {@link #send}
   */
  public TurnRecord greet(CallOptions options) {
    return answer(this::login, null, options);
  }

  private StoredMessage login() {
    List<LogEntry> before = desk.log().entries();
    Instant last = before.isEmpty() ? null : before.getLast().message().createdAt();
    LoginEvent login = LoginEvent.of(last, desk.now(), desk.mind().zone());
    return StoredMessage.event(Message.of(Role.USER, login.json(), desk.now()));
  }

  private TurnRecord answer(
      Supplier<StoredMessage> message, @Nullable String requestId, CallOptions options) {
    lock(options);
    try {
      return answerInTurn(message, requestId, options.withTimeout(limits.timeout()));
    } finally {
      turns.unlock();
    }
  }

  /**
   * Returns what the model would be shown if somebody spoke now, up to what they say.
   *
   * @throws MemoryException CONFLICT inside a turn of this conversation, LIMIT if no turn could
   *     begin
   */
  public Shown shown(CallOptions options) {
    lock(options);
    try {
      CallOptions bounded = options.withTimeout(limits.timeout());
      desk.requireAgent(bounded);
      desk.refresh(bounded);
      desk.mind().draft().reset();
      desk.asker().count();
      ContextManager next = new ContextManager(desk.mind().model(), desk.mind().zone());
      next.load(desk.log().head(), desk.log().entries());
      next.add(LogEntry.imagined(StoredMessage.of(Message.of(Role.USER, "", desk.now()))));
      return desk.asker().shown(next);
    } finally {
      turns.unlock();
    }
  }

  private void lock(CallOptions options) {
    if (turns.isHeldByCurrentThread()) {
      throw MemoryException.conflict(
          "a tool of the agent sent it a message or asked for its context; a turn cannot begin inside another");
    }
    try {
      long most = options.remaining().map(left -> left.toNanos()).orElse(Long.MAX_VALUE);
      if (!turns.tryLock(most, TimeUnit.NANOSECONDS)) {
        throw new MemoryException(
            ErrorKind.DEADLINE, "the deadline passed while another turn of the agent was running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorKind.CANCELLED, "interrupted while another turn of the agent was running", e);
    }
  }

  private TurnRecord answerInTurn(
      Supplier<StoredMessage> message, @Nullable String requestId, CallOptions options) {
    options.check();
    desk.requireAgent(options);
    desk.refresh(options);
    Optional<TurnRecord> known = recorded(requestId, options);
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    if (desk.log().head().claim() != null) {
      endPending(desk.log().head().claim(), options);
      known = recorded(requestId, options);
    }
    return known.orElseGet(() -> begin(message.get(), requestId, options));
  }

  private Optional<TurnRecord> recorded(@Nullable String requestId, CallOptions options) {
    return requestId == null ? Optional.empty() : desk.log().answered(requestId, options);
  }

  private void endPending(Claim pending, CallOptions options) {
    if (!claims.free(pending, desk.now(), desk.exclusive())) {
      throw claims.busy(desk.place().owner().name(), pending);
    }
    if (claims.own(pending) && !pending.acted()) {
      // A turn of this object failed and could not be taken back then; its caller knows of that.
      takeBack(pending);
      desk.refresh(options);
    } else if (takeOver(pending, options).isEmpty()) {
      throw claims.busy(desk.place().owner().name(), pending);
    }
  }

  private TurnRecord begin(StoredMessage message, @Nullable String requestId, CallOptions options) {
    desk.projector().catchUp();
    desk.mind().draft().reset();
    desk.mind().searches().clear();
    desk.asker().count();
    int fixed = desk.asker().fixedTokens();
    desk.context().requireRoom(fixed);
    desk.context().requireRoom(message.message(), fixed);
    LogEntry user = desk.log().append(message);
    desk.context().add(user);
    Claim claim = claims.begin(desk.log().head().turns() + 1, requestId, desk.now());
    TurnRun run = new TurnRun(desk, limits, claim, user, options);
    claim(run);
    try {
      return run.run();
    } catch (RuntimeException e) {
      throw abandoned(e);
    }
  }

  private void claim(TurnRun run) {
    try {
      run.claim();
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      throw desk.reread().map(other -> claims.busy(desk.place().owner().name(), other)).orElse(e);
    }
  }

  private Optional<TurnRecord> takeOver(Claim pending, CallOptions options) {
    desk.mind().draft().reset();
    desk.mind().searches().clear();
    Claim mine = claims.takeOver(pending, desk.now());
    LogEntry user = at(Position.parse(mine.user()));
    TurnRun run = new TurnRun(desk, limits, mine, user, options);
    try {
      run.claim();
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
      desk.refresh(options);
      return Optional.empty();
    }
    desk.asker().count();
    return Optional.of(resumed(run));
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
  private TurnRecord resumed(TurnRun run) {
    try {
      return run.resume();
    } catch (RuntimeException e) {
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
  private RuntimeException abandoned(RuntimeException cause) {
    try {
      Optional<Claim> own = desk.reread().filter(claims::own);
      if (own.isEmpty()) {
        return cause;
      }
      if (!own.orElseThrow().acted()) {
        takeBack(own.orElseThrow());
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

  private void takeBack(Claim own) {
    LogEntry user = at(Position.parse(own.user()));
    List<StateChange> deletes = desk.log().takeBack(user);
    desk.mind().draft().reset();
    desk.commit(Head::withoutClaim, deletes);
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
