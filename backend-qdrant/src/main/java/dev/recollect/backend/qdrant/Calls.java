package dev.recollect.backend.qdrant;

import com.google.common.util.concurrent.ListenableFuture;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.value.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The way of every request to the server: with a deadline, cancellable, its faults explained.
 * Thread-safe; a waiting caller holds no thread but its own, which may be virtual.
 */
final class Calls implements AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Channels channels;
  private final GrpcFaults faults;
  private final Duration timeout;
  private volatile boolean closed;

  Calls(QdrantConfig config) {
    this.channels = new Channels(config);
    this.faults = new GrpcFaults(config.address());
    this.timeout = config.timeout();
  }

  /** Fails if the call is over before it has begun, or the store is closed. */
  void check(CallOptions options) {
    if (closed) {
      throw closed();
    }
    options.check();
    if (Thread.currentThread().isInterrupted()) {
      throw new MemoryException(ErrorKind.CANCELLED, "the calling thread was interrupted");
    }
  }

  private MemoryException closed() {
    return new MemoryException(
        ErrorKind.UNAVAILABLE, "the store in Qdrant at " + faults.address() + " has been closed");
  }

  /** Asks for something; once more if the server does not answer. */
  <Q, A> A read(CallOptions options, MethodDescriptor<Q, A> method, Q request) {
    return call(options, method, request, false);
  }

  /**
   * Has something written; once more, on a new connection, if the server has certainly not seen the
   * request.
   */
  <Q, A> A write(CallOptions options, MethodDescriptor<Q, A> method, Q request) {
    return call(options, method, request, true);
  }

  private <Q, A> A call(
      CallOptions options, MethodDescriptor<Q, A> method, Q request, boolean writes) {
    check(options);
    CallOptions bounded = options.remaining().isPresent() ? options : options.withTimeout(timeout);
    ManagedChannel channel = channels.current();
    Attempt first = new Attempt();
    try {
      return first.answer(channel, bounded, method, request);
    } catch (StatusRuntimeException e) {
      if (closed || !again(e, first.sent, writes)) {
        throw explained(e, first.sent, writes);
      }
    }
    check(bounded);
    Attempt second = new Attempt();
    try {
      // What was sent and not answered is not the connection's fault, or that makes itself anew.
      ManagedChannel next = first.sent ? channels.current() : channels.instead(channel);
      return second.answer(next, bounded, method, request);
    } catch (StatusRuntimeException e) {
      throw explained(e, second.sent, writes);
    }
  }

  private static boolean again(StatusRuntimeException failure, boolean sent, boolean writes) {
    return failure.getStatus().getCode() == Status.Code.UNAVAILABLE && !(sent && writes);
  }

  private MemoryException explained(StatusRuntimeException failure, boolean sent, boolean writes) {
    MemoryException fault = faults.of(failure, sent, writes);
    return closed ? closed().withOutcome(fault.outcome()) : fault;
  }

  /** One request, and whether it got onto a connection. */
  private static final class Attempt extends ClientStreamTracer.Factory {
    private volatile boolean sent;

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void streamCreated(io.grpc.Attributes transport, Metadata sentHeaders) {
          sent = true;
        }
      };
    }

    <Q, A> A answer(
        ManagedChannel channel, CallOptions options, MethodDescriptor<Q, A> method, Q request) {
      long left = options.remaining().orElseThrow().toNanos();
      ListenableFuture<A> answer =
          ClientCalls.futureUnaryCall(
              channel.newCall(
                  method,
                  io.grpc.CallOptions.DEFAULT
                      .withDeadlineAfter(Math.max(1, left), TimeUnit.NANOSECONDS)
                      .withStreamTracerFactory(this)),
              request);
      CompletableFuture<Boolean> over = new CompletableFuture<>();
      answer.addListener(() -> over.complete(true), Runnable::run);
      Runnable listening = options.cancellation().onCancel(() -> over.cancel(false));
      try {
        over.get();
        return answer.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw abandoned(answer, "the calling thread was interrupted", e);
      } catch (CancellationException e) {
        throw abandoned(answer, "the call was cancelled by its caller", e);
      } catch (ExecutionException e) {
        throw status(e);
      } finally {
        listening.run();
      }
    }

    /** A connection that closes while it is being used is unknown to gRPC now and then. */
    private static StatusRuntimeException status(ExecutionException failure) {
      Status status = Status.fromThrowable(failure);
      boolean lost =
          status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof IOException;
      return (lost ? Status.UNAVAILABLE.withDescription("the connection was lost") : status)
          .withCause(status.getCause())
          .asRuntimeException();
    }

    /**
     * Whoever gives up cannot know how far the server got. The server is told after a while only:
     * it closes a connection on which many requests are taken back at once, with all others on it.
     */
    private static MemoryException abandoned(Future<?> answer, String message, Exception cause) {
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> answer.cancel(true));
      return new MemoryException(ErrorKind.CANCELLED, message, new WriteOutcome.Unknown(), cause);
    }
  }

  /** Ends the calls under way and the connection; later calls are UNAVAILABLE. */
  @Override
  public void close() {
    closed = true;
    channels.close(CLOSING);
  }
}
