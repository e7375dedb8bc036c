package dev.recollect.memory.core.internal.wiring;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.inspect.Check;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for an answer no longer than it should, whatever the one who is asked does. */
final class Deadline {

  /**
   * An answer.
   *
   * @param works whether the part can be used
   * @param detail what it says
   */
  record Answer(boolean works, String detail) {}

  private final Duration most;

  Deadline(Duration most) {
    this.most = most;
  }

  /** Asks on a thread of its own; that goes on by itself if it is too late. */
  Check check(String part, Supplier<Answer> question) {
    long begin = System.nanoTime();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("recollect-look at " + part)
        .start(() -> ask(question, answer));
    Answer given = await(answer);
    return new Check(
        part, given.works(), given.detail(), Duration.ofNanos(System.nanoTime() - begin));
  }

  private static void ask(Supplier<Answer> question, CompletableFuture<Answer> answer) {
    try {
      answer.complete(question.get());
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private Answer await(CompletableFuture<Answer> answer) {
    try {
      return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Answer(false, "no answer within " + most.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "the waiting thread was interrupted");
    } catch (ExecutionException e) {
      return new Answer(false, said(e.getCause() == null ? e : e.getCause()));
    }
  }

  private static String said(Throwable failure) {
    return failure instanceof MemoryException known
        ? String.valueOf(known.getMessage())
        : failure.toString();
  }
}
