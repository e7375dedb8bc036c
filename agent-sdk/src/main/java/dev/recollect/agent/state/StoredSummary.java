package dev.recollect.agent.state;

import java.util.List;

/**
 * What is left in the prompt of messages that left the window.
 *
 * @param messages how many messages have left
 * @param since time of the first, ISO-8601
 * @param until time of the last, ISO-8601
 * @param lines extracts, oldest first
 */
public record StoredSummary(long messages, String since, String until, List<String> lines) {

  /** Copies the lines. */
  public StoredSummary {
    lines = List.copyOf(lines);
  }
}
