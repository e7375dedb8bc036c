package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.ServerControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to a server that hangs, dies and comes back, made through one opened backend. */
@Promise(
    "Calls to a server that hangs end within their deadline, calls to one that died say so, writes"
        + " say truly what they wrote; when it is back, the opened backend works on and nothing is"
        + " lost.")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ServerContract extends Contract {

  /** Deadline of a call to a server that hangs. */
  private static final Duration DEADLINE = Duration.ofMillis(300);

  /** How long after its deadline a call may end, on a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  /** How long whatever has no deadline may take while the server hangs, or to work again. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int BATCH = 4_000;
  private static final int ROUNDS = Math.max(2, Repetitions.ofFaults() / 5);
  private static final int COMMITS = 4;
  private static final List<MemoryRecord> RECORDS = SampleRecords.records(ACME, 5);

  /** Creates a contract. */
  protected ServerContract() {}

  @BeforeEach
  void onlyWithAServerToDisturb() {
    provableIf(
        fixture().server().isPresent(),
        "the fixture gives no server to disturb: calls to one that hangs, dies or comes back were"
            + " not made");
    collection().upsert(RECORDS, NO_OPTIONS);
  }

  @AfterEach
  void mendTheServer() {
    fixture().server().ifPresent(ServerControl::start);
    fixture().server().ifPresent(ServerControl::resume);
  }

  private ServerControl server() {
    return fixture().server().orElseThrow();
  }

  @Test
  void everyCall_serverHangs_endsWithinItsDeadline() {
    RecordCollection collection = collection();
    server().pause();
    EveryCall.of(backend(), collection)
        .forEach((name, call) -> {
          CallOptions options = CallOptions.within(DEADLINE);
          endsWithin(DEADLINE.plus(GRACE), name, () -> assertDisturbed(() -> call.accept(options)));
        });
    server().resume();
    awaitWorking(collection);
  }

  @Test
  void reads_serverHangsForAWhile_areAnsweredWhenItGoesOn() {
    RecordCollection collection = collection();
    EveryCall.reads(collection)
        .forEach((name, call) -> {
          server().pause();
          Thread resumer = soon(server()::resume);
          call.accept(CallOptions.within(PATIENCE));
          join(resumer);
        });
  }

  @Test
  void reads_cancelledWhileTheServerHangs_areCancelled() {
    RecordCollection collection = collection();
    server().pause();
    EveryCall.reads(collection)
        .forEach((name, call) -> {
          CancellationToken token = new CancellationToken();
          soon(token::cancel);
          CallOptions options = NO_OPTIONS.withCancellation(token);
          endsWithin(
              GRACE, name, () -> assertRefused(ErrorKind.CANCELLED, () -> call.accept(options)));
        });
  }

  @Test
  void reads_interruptedWhileTheServerHangs_areCancelled() {
    RecordCollection collection = collection();
    server().pause();
    EveryCall.reads(collection)
        .forEach((name, call) -> {
          soon(Thread.currentThread()::interrupt);
          endsWithin(
              GRACE, name, () -> assertRefused(ErrorKind.CANCELLED, () -> call.accept(NO_OPTIONS)));
          assertThat(Thread.interrupted()).as("interrupt status after %s", name).isTrue();
        });
  }

  @Test
  void health_serverHangsOrDied_isNotHealthy() {
    RecordCollection collection = collection();
    server().pause();
    endsWithin(PATIENCE, "health", () -> assertThat(backend().health().healthy()).isFalse());
    server().resume();
    server().stop();
    endsWithin(PATIENCE, "health", () -> assertThat(backend().health().healthy()).isFalse());
    server().start();
    awaitWorking(collection);
    assertThat(backend().health().healthy()).isTrue();
  }

  @Test
  void close_serverHangs_ends() {
    server().pause();
    endsWithin(PATIENCE, "close", backend()::close);
  }

  @Test
  void open_serverIsDown_isUnavailable() {
    if (backend().capabilities().exclusive()) {
      backend().close();
    }
    server().stop();
    endsWithin(
        PATIENCE,
        "open",
        () ->
            assertDisturbed(() -> {
              try (Backend late = fixture().open()) {
                late.collections(Cursor.START);
              }
            }));
  }

  @Test
  void everyCall_serverDied_isUnavailableUntilItIsBack() throws InterruptedException {
    RecordCollection collection = collection();
    Optional<Long> version =
        backend().state().map(state -> state.commit(put("kept", 0), NO_OPTIONS));
    server().stop();
    // All at once: each may wait for the server as long as it takes to connect.
    Crew callers = new Crew();
    EveryCall.of(backend(), collection)
        .forEach((name, call) ->
            callers.add(() ->
                endsWithin(
                    PATIENCE,
                    name,
                    () -> assertRefused(ErrorKind.UNAVAILABLE, () -> call.accept(NO_OPTIONS)))));
    callers.finish();
    server().start();
    awaitWorking(collection);
    RecordAssertions.assertSameInAnyOrder(
        RECORDS, scanAll(collection, Set.of(ACME), Filter.all(), 10));
    assertThat(backend().state().flatMap(state -> state.get("kept", NO_OPTIONS)))
        .isEqualTo(version.map(known -> new StateEntry("kept", "value", known)));
  }

  private static List<StateChange> put(String key, long version) {
    return List.of(new StateChange.Put(key, "value", version));
  }

  @Test
  void upsert_serverHangs_saysTrulyWhatItWrote() {
    upsertWhile(server()::pause, server()::resume, DEADLINE);
  }

  @Test
  void upsert_serverDies_saysTrulyWhatItWrote() {
    upsertWhile(server()::stop, server()::start, PATIENCE);
  }

  /** Disturbs the server when a write begins, then at random moments of the next ones. */
  private void upsertWhile(Runnable disturb, Runnable mend, Duration deadline) {
    RecordCollection collection = collection();
    Random random = random();
    List<String> outcomes = new ArrayList<>();
    long whole = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<MemoryRecord> batch = batch("round-" + round + "-");
      Thread disturber = after(Duration.ofNanos((long) (whole * random.nextDouble())), disturb);
      WriteOutcome outcome =
          outcomeOf(() -> collection.upsert(batch, CallOptions.within(deadline)));
      join(disturber);
      mend.run();
      awaitWorking(collection);
      OutcomeTruth.ofUpsert(collection, batch).assertTold(outcome);
      long begin = System.nanoTime();
      collection.upsert(batch, NO_OPTIONS);
      whole = System.nanoTime() - begin;
      OutcomeTruth.ofUpsert(collection, batch).assertTold(new WriteOutcome.Applied());
      outcomes.add(outcome.getClass().getSimpleName());
    }
    note("upserts of " + BATCH + " records, disturbed at random moments: " + outcomes);
  }

  private static List<MemoryRecord> batch(String prefix) {
    return IntStream.range(0, BATCH)
        .mapToObj(index -> SampleRecords.record(ACME, prefix + index))
        .toList();
  }

  /** Returns what a write says it has written. */
  private static WriteOutcome outcomeOf(Runnable write) {
    try {
      write.run();
      return new WriteOutcome.Applied();
    } catch (MemoryException e) {
      assertThat(e.kind())
          .as("kind of: %s", e.getMessage())
          .isIn(ErrorKind.DEADLINE, ErrorKind.UNAVAILABLE);
      return e.outcome();
    }
  }

  @Test
  @Needs(Feature.STATE_STORE)
  void commit_serverHangsOrDies_saysTrulyWhetherItCommitted() {
    assertCommitTold("hangs-", server()::pause, server()::resume);
    assertCommitTold("dies-", server()::stop, server()::start);
  }

  /** Each round has a key of its own: an outcome that is unknown may still come true later. */
  private void assertCommitTold(String prefix, Runnable disturb, Runnable mend) {
    RecordCollection collection = collection();
    StateStore state = backend().state().orElseThrow();
    for (int round = 0; round < COMMITS; round++) {
      String key = prefix + round;
      Thread disturber = after(Duration.ofNanos(round * 300_000L), disturb);
      WriteOutcome outcome =
          outcomeOf(() -> state.commit(put(key, 0), CallOptions.within(DEADLINE)));
      join(disturber);
      mend.run();
      awaitWorking(collection);
      Optional<StateEntry> now = state.get(key, NO_OPTIONS);
      switch (outcome) {
        case WriteOutcome.NotApplied ignored -> assertThat(now).isEmpty();
        case WriteOutcome.Applied ignored -> assertThat(now).isPresent();
        case WriteOutcome.Unknown ignored -> {}
        case WriteOutcome.Partial partial ->
            throw new AssertionError("a commit is never partial: " + partial);
      }
    }
  }

  /** Asserts that a call says that its server does not answer. */
  private static void assertDisturbed(Runnable call) {
    try {
      call.run();
      throw new AssertionError("the call was answered by a server that does not answer");
    } catch (MemoryException e) {
      assertThat(e.kind())
          .as("kind of: %s", e.getMessage())
          .isIn(ErrorKind.DEADLINE, ErrorKind.UNAVAILABLE);
    }
  }

  private static void endsWithin(Duration most, String name, Runnable call) {
    long begin = System.nanoTime();
    call.run();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("time of %s", name).isLessThan(most);
  }

  /** Waits until the server is back for the backend: meanwhile calls fail, but not for good. */
  private static void awaitWorking(RecordCollection collection) {
    long begin = System.nanoTime();
    while (true) {
      try {
        collection.count(Set.of(ACME), Filter.all(), CallOptions.within(PATIENCE));
        return;
      } catch (MemoryException e) {
        if (!e.retryable() || System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  private static Thread soon(Runnable action) {
    return after(Duration.ofMillis(200), action);
  }

  private static Thread after(Duration time, Runnable action) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          LockSupport.parkNanos(time.toNanos());
          action.run();
        });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }
}
