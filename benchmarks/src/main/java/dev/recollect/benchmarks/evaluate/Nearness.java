package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.memory.Found;
import java.util.List;
import java.util.Set;

/**
 * How often the evidence is called near, over the first {@value #LOOKED_AT} hits. Not thread-safe.
 */
final class Nearness {

  private static final int LOOKED_AT = 10;
  private static final int ANSWERED = 3;

  private int answered;
  private int answeredNear;
  private int elsewhere;
  private int elsewhereFar;

  /** Adds what a query found in its own namespace. */
  void addOwn(List<Found> found, Set<String> relevant) {
    if (found.stream().limit(ANSWERED).anyMatch(hit -> relevant.contains(hit.id()))) {
      answered++;
      answeredNear += near(found) ? 1 : 0;
    }
  }

  /** Adds what it found in another namespace. */
  void addElsewhere(List<Found> found) {
    elsewhere++;
    elsewhereFar += near(found) ? 0 : 1;
  }

  private static boolean near(List<Found> found) {
    return found.stream().limit(LOOKED_AT).anyMatch(Found::near);
  }

  /** Returns how many queries have a relevant document among their first three hits. */
  int answered() {
    return answered;
  }

  /** Returns the share, 0 to 1, of these with a near hit: what is there is said to be there. */
  double answeredNear() {
    return (double) answeredNear / Math.max(1, answered);
  }

  /** Returns how many queries were asked in another namespace. */
  int elsewhere() {
    return elsewhere;
  }

  /** Returns the share, 0 to 1, of these without a near hit: what is not there is not said to. */
  double elsewhereNotNear() {
    return (double) elsewhereFar / Math.max(1, elsewhere);
  }
}
