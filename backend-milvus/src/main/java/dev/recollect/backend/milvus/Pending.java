package dev.recollect.backend.milvus;

import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.ClientStreamTracer;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call under way: its answer to come, and whether the request has left. Thread-safe. */
final class Pending<A> extends ClientCall.Listener<A> {

  private final CompletableFuture<A> answer = new CompletableFuture<>();
  private volatile boolean sent;
  private volatile @Nullable A message;
  private volatile @Nullable Runnable cancellation;

  /** Returns what notes that the request leaves. */
  ClientStreamTracer.Factory tracer() {
    return new ClientStreamTracer.Factory() {
      @Override
      public ClientStreamTracer newClientStreamTracer(
          ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
          @Override
          public void outboundMessage(int number) {
            sent = true;
          }
        };
      }
    };
  }

  /** Sends a request. */
  <Q> void start(ClientCall<Q, A> call, Q request) {
    cancellation = () -> call.cancel("given up", null);
    call.start(this, new Metadata());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
  }

  @Override
  public void onMessage(A received) {
    message = received;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    A received = message;
    if (status.isOk() && received != null) {
      answer.complete(received);
    } else {
      answer.completeExceptionally(new StatusRuntimeException(status, trailers));
    }
  }

  /** Returns the answer; fails with a {@link StatusRuntimeException}. */
  CompletableFuture<A> answer() {
    return answer;
  }

  /** Returns whether the server may have the request. */
  boolean sent() {
    return sent;
  }

  void cancel() {
    Runnable action = cancellation;
    if (action != null) {
      action.run();
    }
  }
}
