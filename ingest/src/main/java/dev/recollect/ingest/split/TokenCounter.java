package dev.recollect.ingest.split;

import java.util.function.ToIntFunction;

/**
 * Counts tokens as an embedding model does.
 *
 * @param counter counts the tokens of a text read on its own
 * @param overhead how many of them any text has, such as the marks of its start and end
 */
record TokenCounter(ToIntFunction<String> counter, int overhead) {

  static TokenCounter of(ToIntFunction<String> counter) {
    int one = counter.applyAsInt("a");
    int two = counter.applyAsInt("a a");
    return new TokenCounter(counter, Math.max(0, 2 * one - two));
  }

  /** Returns the tokens of a text read on its own. */
  int alone(String text) {
    return counter.applyAsInt(text);
  }

  /** Returns what a text adds to others that it is read with. */
  int added(String text) {
    return Math.max(0, alone(text) - overhead);
  }
}
