package dev.recollect.memory.api.value;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Runs a blocking call on a virtual thread of its own: the twin that returns at once of a call that
 * blocks.
 */
public final class AsyncCall {

  private AsyncCall() {}

  /**
   * Starts a call and returns at once.
   *
   * <p>The stage completes with what the call returns, or exceptionally with what it throws, as it
   * is. Cancelling {@code toCompletableFuture()} cancels the call by its token. What is chained to
   * the stage runs on the call's thread.
   *
   * @param options deadline and cancellation of the call; its token cancels it too
   * @param call takes options with which it can be cancelled
   */
  public static <T> CompletionStage<T> start(
      CallOptions options, Function<CallOptions, ? extends T> call) {
    CancellationToken token = new CancellationToken();
    Runnable chain = options.cancellation().onCancel(token::cancel);
    Running<T> future = new Running<>(token);
    Thread.ofVirtual()
        .name("recollect-async")
        .start(() -> {
          try {
            future.complete(call.apply(options.withCancellation(token)));
          } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
          } finally {
            chain.run();
          }
        });
    return future;
  }

  /** A future whose cancellation reaches the call. */
  private static final class Running<T> extends CompletableFuture<T> {
    private final CancellationToken token;

    Running(CancellationToken token) {
      this.token = token;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      token.cancel();
      return super.cancel(mayInterrupt);
    }
  }
}
