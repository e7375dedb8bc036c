package dev.recollect.memory.api.model;

/**
 * Tokens that requests took.
 *
 * @param inputTokens tokens of the request, 0 if not reported
 * @param outputTokens tokens of the answer, 0 if not reported
 */
public record Usage(long inputTokens, long outputTokens) {

  /** No tokens. */
  public static final Usage NONE = new Usage(0, 0);

  /** Returns the sum. */
  public Usage plus(Usage other) {
    return new Usage(inputTokens + other.inputTokens, outputTokens + other.outputTokens);
  }
}
