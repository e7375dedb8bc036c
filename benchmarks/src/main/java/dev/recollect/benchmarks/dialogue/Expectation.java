package dev.recollect.benchmarks.dialogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of a dialogue: something said, or a question with what its answer must hold.
 *
 * @param said what the user says
 * @param asks whether an answer is checked
 * @param wanted texts that the answer must hold; empty if it must say that it found nothing
 * @param unwanted texts that it must not hold
 */
record Expectation(String said, boolean asks, List<String> wanted, List<String> unwanted) {

  private static final String ARROW = "=>";

  /** Reads {@code question => wanted, !unwanted}, or a line that is only said. */
  static Expectation read(String line) {
    int arrow = line.indexOf(ARROW);
    if (arrow < 0) {
      return new Expectation(line.strip(), false, List.of(), List.of());
    }
    List<String> terms =
        Arrays.stream(line.substring(arrow + ARROW.length()).split(","))
            .map(String::strip)
            .filter(term -> !term.isEmpty())
            .toList();
    return new Expectation(
        line.substring(0, arrow).strip(),
        true,
        terms.stream().filter(term -> !term.startsWith("!")).toList(),
        terms.stream()
            .filter(term -> term.startsWith("!"))
            .map(term -> term.substring(1))
            .toList());
  }

  /** Returns whether an answer is as expected. */
  boolean isMetBy(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    boolean found =
        wanted.isEmpty()
            ? lower.contains("found nothing")
            : wanted.stream().allMatch(term -> lower.contains(term.toLowerCase(Locale.ROOT)));
    return found
        && unwanted.stream().noneMatch(term -> lower.contains(term.toLowerCase(Locale.ROOT)));
  }
}
