package dev.recollect.agent.fact;

import java.util.List;
import java.util.Set;

/**
 * Tells without a language model whether a newer statement makes an older one out of date. For
 * English, by documented rules over tables of words; deterministic and thread-safe.
 *
 * <p>It does if both are about the same thing of the same person or thing, and: the newer one says
 * that the older one's words are over ("sold the Ford", "no longer", "from Berlin"), or denies what
 * it says; or tells another value of something that has one at a time (a name, an address, a price,
 * the day of a meeting); or says that it changed; or names another one of several states that
 * exclude each other (married, divorced). Questions, plans, conditions, what adds to what was said,
 * and what tells of a time that is over replace nothing.
 */
public final class SupersessionJudge {

  /** Longer texts are no statements of a fact and are never judged, in characters. */
  public static final int LONGEST = 1_000;

  private static final SupersessionJudge ENGLISH = new SupersessionJudge();

  private SupersessionJudge() {}

  /** Returns the judge of English statements. */
  public static SupersessionJudge english() {
    return ENGLISH;
  }

  /**
   * Returns whether the newer statement makes the older one, or a clause of it, out of date.
   *
   * @param older what was said before
   * @param newer what was said later
   */
  public boolean supersedes(String older, String newer) {
    if (older.length() > LONGEST || newer.length() > LONGEST) {
      return false;
    }
    if (ClauseReader.lowerWords(older).equals(ClauseReader.lowerWords(newer))) {
      return false;
    }
    Set<String> common = ClauseReader.common(older + " . " + newer);
    return supersedes(ClauseReader.read(older, common), ClauseReader.read(newer, common));
  }

  private static boolean supersedes(List<Clause> older, List<Clause> newer) {
    return newer.stream()
        .anyMatch(
            clause -> older.stream().anyMatch(old -> new ClausePair(old, clause).contradict()));
  }
}
