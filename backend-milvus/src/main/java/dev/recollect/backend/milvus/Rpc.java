package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.support.CallGate;
import dev.recollect.memory.api.value.CallOptions;
import io.milvus.shaded.io.grpc.ConnectivityState;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of every call to the server: its caller waits interruptibly, with a deadline always, and
 * what goes wrong is explained. Thread-safe.
 */
final class Rpc implements AutoCloseable {

  /** How long a call may go on that its caller cannot end, because the server cannot either. */
  private static final Duration LASTING = Duration.ofMinutes(10);

  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration ENDING = Duration.ofSeconds(30);
  private static final int TRIES = 3;

  private final ManagedChannel channel;
  private final Faults faults;
  private final Duration standard;
  private volatile boolean writesLast;
  private final CallGate gate;
  private final Set<Pending<?>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Creates the way to a server.
   *
   * @param standard how long a call may take whose caller set no deadline
   */
  Rpc(ManagedChannel channel, Faults faults, Duration standard) {
    this.channel = channel;
    this.faults = faults;
    this.standard = standard;
    this.gate = new CallGate("the store in Milvus at " + faults.address() + " has been closed");
  }

  Faults faults() {
    return faults;
  }

  /**
   * From now on a write whose caller gave up goes on, and its permit is kept until the server has
   * answered: this server cannot be told to stop.
   */
  void letWritesLast() {
    writesLast = true;
  }

  /** Fails if the call is over before it has begun, or the store is closed. */
  void check(CallOptions options) {
    options.check();
    gate.requireOpen();
  }

  /** Returns the options of a call with a deadline: the caller's, or the standard one. */
  CallOptions bounded(CallOptions options) {
    return options.remaining().isPresent() ? options : options.withTimeout(standard);
  }

  /** Makes a call that only reads; again where the connection was lost or the server is busy. */
  <Q, A> A read(Method<Q, A> method, Q request, CallOptions options) {
    return readAll(method, List.of(request), options).getFirst();
  }

  /** Makes calls that only read, all at the same time. */
  <Q, A> List<A> readAll(Method<Q, A> method, List<Q> requests, CallOptions options) {
    CallOptions bounded = bounded(options);
    return inside(
        bounded,
        () -> {
          List<Pending<A>> pending = new ArrayList<>();
          requests.forEach(request -> pending.add(start(method, request, bounded)));
          List<A> answers = new ArrayList<>();
          try {
            for (int index = 0; index < pending.size(); index++) {
              answers.add(answer(method, requests.get(index), pending.get(index), bounded));
            }
          } finally {
            pending.forEach(Pending::cancel);
          }
          return answers;
        });
  }

  private <Q, A> A answer(Method<Q, A> method, Q request, Pending<A> first, CallOptions options) {
    Pending<A> pending = first;
    for (int tries = 1; ; tries++) {
      try {
        return await(method, pending, options, false);
      } catch (MemoryException e) {
        if (e.kind() != ErrorKind.UNAVAILABLE || tries == TRIES || gate.isShut()) {
          throw e;
        }
      }
      pending = start(method, request, options);
    }
  }

  /**
   * Makes a call that writes; once more if the request never left.
   *
   * @param permit is not given back before the server is done with the call
   */
  <Q, A> A write(Method<Q, A> method, Q request, CallOptions options, WriteOrder.Permit permit) {
    CallOptions bounded = bounded(options);
    return inside(
        bounded,
        () -> {
          Pending<A> pending = startWrite(method, request, bounded, permit);
          try {
            return finished(method, pending, bounded);
          } catch (MemoryException e) {
            if (pending.sent() || e.kind() != ErrorKind.UNAVAILABLE || gate.isShut()) {
              throw e;
            }
          }
          return finished(method, startWrite(method, request, bounded, permit), bounded);
        });
  }

  private <Q, A> Pending<A> startWrite(
      Method<Q, A> method, Q request, CallOptions options, WriteOrder.Permit permit) {
    Pending<A> pending = start(method, request, writesLast ? CallOptions.within(LASTING) : options);
    permit.keepUntil(pending.answer());
    return pending;
  }

  private <A> A finished(Method<?, A> method, Pending<A> pending, CallOptions options) {
    try {
      return await(method, pending, options, true);
    } finally {
      if (!writesLast) {
        pending.cancel();
      }
    }
  }

  private <T> T inside(CallOptions options, Supplier<T> work) {
    options.check();
    gate.enter();
    try {
      return work.get();
    } finally {
      gate.leave();
    }
  }

  private <Q, A> Pending<A> start(Method<Q, A> method, Q request, CallOptions options) {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      // Otherwise a server that is back would be tried only when the pause is over.
      channel.resetConnectBackoff();
    }
    Pending<A> pending = new Pending<>();
    underWay.add(pending);
    CompletableFuture<A> unused =
        pending.answer().whenComplete((answer, failure) -> underWay.remove(pending));
    long left = options.remaining().orElse(standard).toNanos();
    pending.start(
        channel.newCall(
            method.descriptor(),
            io.milvus.shaded.io.grpc.CallOptions.DEFAULT
                .withDeadlineAfter(Math.max(1, left), TimeUnit.NANOSECONDS)
                .withStreamTracerFactory(pending.tracer())),
        request);
    return pending;
  }

  private <A> A await(
      Method<?, A> method, Pending<A> pending, CallOptions options, boolean writes) {
    A answer = awaited(pending, options, writes);
    Refusal refusal = Refusal.in(method.status().apply(answer)).orElse(null);
    if (refusal != null) {
      throw faults.of(refusal, writes);
    }
    return answer;
  }

  private <A> A awaited(Pending<A> pending, CallOptions options, boolean writes) {
    CompletableFuture<A> answer = pending.answer().copy();
    Runnable listening = options.cancellation().onCancel(() -> answer.cancel(false));
    try {
      return answer.get(nanos(options), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp(ErrorKind.CANCELLED, "the calling thread was interrupted", pending, writes, e);
    } catch (CancellationException e) {
      throw givenUp(
          ErrorKind.CANCELLED, "the call was cancelled by its caller", pending, writes, e);
    } catch (TimeoutException e) {
      throw givenUp(
          ErrorKind.DEADLINE,
          "Milvus at " + faults.address() + " did not answer within the deadline",
          pending,
          writes,
          e);
    } catch (ExecutionException e) {
      throw failed(pending, writes, e);
    } finally {
      listening.run();
    }
  }

  private static long nanos(CallOptions options) {
    return options.remaining().map(left -> Math.max(0, left.toNanos())).orElse(Long.MAX_VALUE);
  }

  private static WriteOutcome outcome(Pending<?> pending, boolean writes) {
    return writes && pending.sent() ? new WriteOutcome.Unknown() : new WriteOutcome.NotApplied();
  }

  private static MemoryException givenUp(
      ErrorKind kind, String message, Pending<?> pending, boolean writes, Exception cause) {
    return new MemoryException(kind, message, outcome(pending, writes), cause);
  }

  private MemoryException failed(Pending<?> pending, boolean writes, ExecutionException failure) {
    WriteOutcome outcome = outcome(pending, writes);
    if (gate.isShut()) {
      return gate.closed().withOutcome(outcome);
    }
    @Nullable Throwable cause = failure.getCause();
    return cause instanceof StatusRuntimeException status
        ? faults.of(status, outcome)
        : new MemoryException(ErrorKind.INTERNAL, "a call failed: " + cause, outcome, cause);
  }

  /** Ends the calls under way and closes the connection; later calls are UNAVAILABLE. */
  @Override
  public void close() {
    gate.shut();
    if (!gate.awaitEmpty(CLOSING)) {
      underWay.forEach(Pending::cancel);
      gate.awaitEmpty(ENDING);
    }
    channel.shutdownNow();
  }
}
