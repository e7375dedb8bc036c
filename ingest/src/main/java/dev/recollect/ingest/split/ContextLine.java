package dev.recollect.ingest.split;

import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.core.text.TextSplitter;
import java.util.ArrayList;
import java.util.List;

/** Makes the line that says where in a document a piece stands. */
final class ContextLine {

  private static final String SEPARATOR = " > ";

  /** Longer ones are cut before their tokens are counted. */
  private static final int LONGEST_HEADING = 1_000;

  private final TokenCounter tokenCounter;
  private final int maximumTokens;

  /**
   * Creates a maker.
   *
   * @param maximumTokens the most tokens of a line read on its own
   */
  ContextLine(TokenCounter tokenCounter, int maximumTokens) {
    this.tokenCounter = tokenCounter;
    this.maximumTokens = maximumTokens;
  }

  /**
   * Returns the title and the headings in one line. If they are too many the outermost headings go
   * first, then the title, and of a single one that is too long the last words.
   */
  String of(String title, List<String> headings) {
    List<String> names = names(title, headings);
    boolean titled = !title.isBlank();
    while (names.size() > 1 && !fits(joined(names))) {
      names.remove(titled && names.size() > 2 ? 1 : 0);
    }
    String line = joined(names);
    return line.isEmpty() || fits(line) ? line : firstWords(line);
  }

  private static List<String> names(String title, List<String> headings) {
    List<String> names = new ArrayList<>();
    List<String> all = new ArrayList<>(headings);
    all.addFirst(title);
    for (String name : all) {
      String line = name.replaceAll("\\s+", " ").strip();
      if (!line.isEmpty() && (names.isEmpty() || !names.getLast().equals(line))) {
        names.add(shortened(line));
      }
    }
    return names;
  }

  private static String shortened(String name) {
    if (name.length() <= LONGEST_HEADING) {
      return name;
    }
    boolean insidePair = Character.isHighSurrogate(name.charAt(LONGEST_HEADING - 1));
    return name.substring(0, insidePair ? LONGEST_HEADING - 1 : LONGEST_HEADING);
  }

  private static String joined(List<String> names) {
    return String.join(SEPARATOR, names);
  }

  private boolean fits(String line) {
    return line.length() * 3L <= Limits.TEXT_BYTES / 4 && tokenCounter.alone(line) <= maximumTokens;
  }

  private String firstWords(String line) {
    int tokens = Math.max(1, maximumTokens - tokenCounter.overhead());
    String first = new TextSplitter(tokenCounter::added, tokens).split(line).getFirst().strip();
    return fits(first) ? first : "";
  }
}
