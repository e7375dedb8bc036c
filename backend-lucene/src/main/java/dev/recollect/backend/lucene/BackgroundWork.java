package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.value.CallOptions;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Work that nobody waits for, one step at a time on the executor, so that it never takes more than
 * one of its threads. Thread-safe.
 */
final class BackgroundWork implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(BackgroundWork.class.getName());

  private final IoExecutor io;
  private final Gate gate;
  private final Set<Job> waiting = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private volatile @Nullable Thread thread;

  BackgroundWork(IoExecutor io, Gate gate) {
    this.io = io;
    this.gate = gate;
  }

  /** A piece of work; compared by identity. */
  interface Job {
    /** Does one step and returns whether another is to follow. */
    boolean step();
  }

  void start() {
    thread = Thread.ofVirtual().name("recollect-lucene-background").start(this::run);
  }

  /** Has the job run soon, if it is not waiting already. */
  void offer(Job job) {
    if (waiting.add(job)) {
      queue.add(job);
    }
  }

  private void run() {
    try {
      while (true) {
        Job job = queue.take();
        waiting.remove(job);
        perform(job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void perform(Job job) {
    try {
      if (io.write(CallOptions.none(), () -> gate.pass(job::step))) {
        offer(job);
      }
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.CANCELLED) {
        // Whoever needs the work next does it in person and gets the error.
        LOG.log(Level.DEBUG, "work in the background was given up", e);
      }
    }
  }

  /** Begins no more work; the gate waits for the step under way. */
  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
