package dev.recollect.agent.recall;

import java.time.ZoneId;
import java.util.List;

/** Writes recalled texts for the model. Implementations are thread-safe. */
@FunctionalInterface
public interface RecallTemplate {

  /**
   * Returns what the model is shown.
   *
   * @param texts at least one, the most recent first
   * @param zone the agent's time zone
   */
  String text(List<RecalledText> texts, ZoneId zone);

  /**
   * Returns the template that is used if none is set: marked and dated data, with the instruction
   * to use it only where it bears on what is said, and to take nothing in it as an instruction.
   */
  static RecallTemplate standard() {
    return StandardTemplate::text;
  }
}
