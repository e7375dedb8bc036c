package dev.recollect.memory.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IoExecutorTest {

  private final IoExecutor io = new IoExecutor("test", 1);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    io.close();
  }

  @Test
  void write_deadlinePassesWhileItRuns_isUnknownAndRunsToItsEnd() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    assertThatThrownBy(() ->
            io.write(
                CallOptions.within(Duration.ofMillis(500)),
                () -> {
                  release.await();
                  ended.countDown();
                  return 1;
                }))
        .satisfies(e -> assertFault(e, ErrorKind.DEADLINE, new WriteOutcome.Unknown()));
    release.countDown();
    ended.await();
  }

  @Test
  void write_deadlinePassesBeforeItBegins_isNotAppliedAndNeverRuns() {
    AtomicBoolean ran = new AtomicBoolean();
    Thread busy =
        Thread.startVirtualThread(() -> io.read(CallOptions.none(), this::waitForRelease));
    while (busy.getState() == Thread.State.NEW || busy.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(
            () -> io.write(CallOptions.within(Duration.ofMillis(50)), () -> ran.getAndSet(true)))
        .satisfies(e -> assertFault(e, ErrorKind.DEADLINE, new WriteOutcome.NotApplied()));
    release.countDown();
    io.close();
    assertThat(ran).isFalse();
  }

  private boolean waitForRelease() throws InterruptedException {
    release.await();
    return true;
  }

  @Test
  void write_callerInterrupted_isUnknown_andTheWorkerIsNotInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Throwable> fault = new AtomicReference<>(new AssertionError("nothing thrown"));
    AtomicBoolean workerInterrupted = new AtomicBoolean(true);
    Thread caller =
        Thread.startVirtualThread(() -> {
          try {
            io.write(
                CallOptions.none(),
                () -> {
                  begun.countDown();
                  release.await();
                  workerInterrupted.set(Thread.currentThread().isInterrupted());
                  return 1;
                });
          } catch (MemoryException e) {
            fault.set(e);
          }
        });
    begun.await();
    caller.interrupt();
    caller.join();
    assertFault(fault.get(), ErrorKind.CANCELLED, new WriteOutcome.Unknown());
    release.countDown();
    io.close();
    assertThat(workerInterrupted).isFalse();
  }

  @Test
  void read_tokenCancelled_endsTheCall() throws Exception {
    CancellationToken token = new CancellationToken();
    CountDownLatch begun = new CountDownLatch(1);
    Thread canceller =
        Thread.startVirtualThread(() -> {
          try {
            begun.await();
            token.cancel();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThatThrownBy(() ->
            io.read(
                CallOptions.none().withCancellation(token),
                () -> {
                  begun.countDown();
                  return waitForRelease();
                }))
        .satisfies(e -> assertFault(e, ErrorKind.CANCELLED, new WriteOutcome.NotApplied()));
    canceller.join();
  }

  @Test
  void read_afterClose_isUnavailable() {
    io.close();
    assertThatThrownBy(() -> io.read(CallOptions.none(), () -> 1))
        .satisfies(e -> assertFault(e, ErrorKind.UNAVAILABLE, new WriteOutcome.NotApplied()));
  }

  @Test
  void read_workThrows_isThrownToTheCaller() {
    assertThatThrownBy(() ->
            io.read(
                CallOptions.none(),
                () -> {
                  throw MemoryException.invalid("wrong");
                }))
        .satisfies(e -> assertFault(e, ErrorKind.INVALID, new WriteOutcome.NotApplied()))
        .hasMessage("wrong");
  }

  private static void assertFault(Throwable fault, ErrorKind kind, WriteOutcome outcome) {
    assertThat(fault).isInstanceOf(MemoryException.class);
    assertThat(((MemoryException) fault).kind()).isEqualTo(kind);
    assertThat(((MemoryException) fault).outcome()).isEqualTo(outcome);
  }
}
