package dev.recollect.memory.core.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same work on several threads that start together. */
public final class Race {

  private Race() {}

  /** Work that knows which of the threads it is on, from 0. */
  @FunctionalInterface
  public interface Work<T> {
    T run(int thread) throws Exception;
  }

  /** Returns what the threads returned, in their order; throws what one of them threw. */
  public static <T> List<T> of(int threads, Work<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        Callable<T> task =
            () -> {
              start.await();
              return work.run(number);
            };
        running.add(executor.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
