package dev.recollect.agent.offline;

import dev.recollect.agent.offline.Utterance.Kind;
import java.util.List;

/**
 * The statements in what somebody says, as the offline model files them: questions, requests and
 * chat left out, several facts of a sentence taken apart.
 */
public final class Statements {

  private Statements() {}

  /**
   * Returns the statements of a message, in order.
   *
   * @param message what somebody says
   * @param before what the same person said before that, or nothing; a statement that means nothing
   *     alone ("no, it's Thursday") is kept with the one that it was said after
   */
  public static List<String> of(String message, String before) {
    return Plan.of(message, before).of(Kind.FACT, Kind.CORRECTION).stream()
        .map(Utterance::text)
        .toList();
  }

  /** Returns a statement without the one that it was said after. */
  public static String alone(String statement) {
    return Plan.withoutContext(statement);
  }

  /** Returns whether a statement corrects the one that it was said after, and that is the other. */
  public static boolean corrects(String statement, String other) {
    return !Plan.saidAfter(statement).isEmpty() && Supersession.replaces(statement, other);
  }
}
