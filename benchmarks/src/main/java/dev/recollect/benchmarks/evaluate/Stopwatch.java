package dev.recollect.benchmarks.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Times calls. Not thread-safe. */
final class Stopwatch {

  private final List<Double> milliseconds = new ArrayList<>();

  /** Makes a call and remembers how long it took. */
  void time(Runnable call) {
    long start = System.nanoTime();
    call.run();
    milliseconds.add((System.nanoTime() - start) / 1e6);
  }

  /** Returns the times, sorted, as a step of so many items. */
  Run.Phase phase(int items, double embeddingSeconds) {
    return new Run.Phase(milliseconds.stream().sorted().toList(), items, embeddingSeconds);
  }
}
