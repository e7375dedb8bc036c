package dev.recollect.memory.api.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallGateTest {

  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final CallGate gate = new CallGate("the store has been closed");

  private static void assertClosed(ThrowingCallable call) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(call)
        .withMessage("the store has been closed")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  @Test
  void enter_onceShut_isUnavailableAndNobodyIsInside() {
    gate.requireOpen();
    gate.shut();
    gate.shut();

    assertThat(gate.isShut()).isTrue();
    assertClosed(gate::enter);
    assertClosed(gate::requireOpen);
    assertThat(gate.awaitEmpty(AT_ONCE)).isTrue();
  }

  @Test
  void awaitEmpty_somebodyStays_endsInTime() {
    gate.enter();
    gate.shut();

    assertThat(gate.awaitEmpty(AT_ONCE)).isFalse();
    gate.leave();
    assertThat(gate.awaitEmpty(AT_ONCE)).isTrue();
  }

  @Test
  void awaitEmpty_lastOneLeaves_endsThen() throws Exception {
    gate.enter();
    gate.enter();
    gate.shut();
    CompletableFuture<Boolean> empty =
        CompletableFuture.supplyAsync(() -> gate.awaitEmpty(LONG), Thread::startVirtualThread);

    gate.leave();
    assertThat(empty).isNotDone();
    gate.leave();
    assertThat(empty.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void awaitEmpty_interrupted_waitsOnAndIsInterruptedAfterwards() throws Exception {
    gate.enter();
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              waiting.countDown();
              boolean empty = gate.awaitEmpty(LONG);
              interrupted.complete(empty && Thread.interrupted());
            });
    waiting.await();
    closing.interrupt();
    gate.leave();

    assertThat(interrupted.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }
}
