package dev.recollect.agent.state;

import java.util.List;

/**
 * What is left in the prompt of messages that left the window.
 *
 * @param messages how many messages have left
 * @param since time of the first, ISO-8601
 * @param until time of the last, ISO-8601
 * @param lines extracts, oldest first, or the text that a model wrote, line by line
 * @param written whether a model wrote it
 */
public record StoredSummary(
    long messages, String since, String until, List<String> lines, boolean written) {

  /** Copies the lines. */
  public StoredSummary {
    lines = List.copyOf(lines);
  }

  /** Returns this summary with other lines. */
  public StoredSummary withLines(List<String> newLines, boolean byModel) {
    return new StoredSummary(messages, since, until, newLines, byModel);
  }
}
