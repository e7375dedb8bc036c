package dev.recollect.memory.tck.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Threads that begin together and whose failures fail the test that joins them. */
final class Crew {

  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final CountDownLatch start = new CountDownLatch(1);

  /** Adds a thread that runs a task once the crew has begun. */
  Thread add(Task task) {
    Thread thread =
        Thread.ofPlatform().daemon().name("crew-" + threads.size()).unstarted(() -> run(task));
    threads.add(thread);
    thread.start();
    return thread;
  }

  private void run(Task task) {
    try {
      awaitStart();
      task.run();
    } catch (Throwable e) { // Also a stack that overflowed: a thread that is gone proves nothing.
      failures.add(e);
    }
  }

  /** Waits through interrupts, which are meant for the task, and hands them on to it. */
  private void awaitStart() {
    boolean interrupted = false;
    while (start.getCount() > 0) {
      try {
        start.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the threads begin. */
  void begin() {
    start.countDown();
  }

  /** Returns whether a thread has failed, so that others can stop. */
  boolean hasFailed() {
    return !failures.isEmpty();
  }

  /** Lets the threads begin and waits for all of them. */
  void finish() throws InterruptedException {
    begin();
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      AssertionError error =
          new AssertionError(
              failures.size() + " threads failed; the first with " + failures.peek());
      failures.forEach(error::addSuppressed);
      throw error;
    }
  }

  /** What a thread does. */
  interface Task {
    void run() throws Exception;
  }
}
