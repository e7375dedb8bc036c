package dev.recollect.agent.loop;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of a step: those that must keep their order on this thread, the others beside each
 * other on virtual threads. Results come in the order of the calls.
 */
final class StepRunner {

  private StepRunner() {}

  /**
   * Runs calls.
   *
   * @param beside whether a call may run beside others
   * @param work runs the call of an index
   * @throws MemoryException what the first call throws that throws anything; the others are
   *     interrupted and have ended then
   */
  static List<ToolResult> run(
      List<ToolCall> calls, Predicate<ToolCall> beside, IntFunction<ToolResult> work) {
    if (calls.size() == 1 || calls.stream().noneMatch(beside)) {
      List<ToolResult> results = new ArrayList<>();
      for (int index = 0; index < calls.size(); index++) {
        results.add(work.apply(index));
      }
      return results;
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return beside(calls, beside, work, executor);
    }
  }

  private static List<ToolResult> beside(
      List<ToolCall> calls,
      Predicate<ToolCall> beside,
      IntFunction<ToolResult> work,
      ExecutorService executor) {
    List<@Nullable Future<ToolResult>> running = new ArrayList<>();
    for (int index = 0; index < calls.size(); index++) {
      int own = index;
      running.add(beside.test(calls.get(index)) ? executor.submit(() -> work.apply(own)) : null);
    }
    try {
      List<ToolResult> results = new ArrayList<>();
      for (int index = 0; index < calls.size(); index++) {
        Future<ToolResult> future = running.get(index);
        results.add(future == null ? work.apply(index) : result(future));
      }
      return results;
    } catch (RuntimeException | Error e) {
      executor.shutdownNow();
      throw e;
    }
  }

  private static ToolResult result(Future<ToolResult> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "interrupted while tools were running", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException known) {
        throw known;
      } else if (cause instanceof Error error) {
        throw error;
      }
      throw new MemoryException(ErrorKind.INTERNAL, "a tool failed", e);
    }
  }
}
