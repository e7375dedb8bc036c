package dev.recollect.agent.offline;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the words that a correction says no longer hold: "not X but …", "…, not X", "instead of X".
 */
final class Denials {

  private static final Lexicon LEXICON = Lexicon.english();

  /** How many words after "not" are denied at most. */
  private static final int REACH = 3;

  private static final List<List<String>> OPENINGS =
      List.of(
          List.of("instead", "of"),
          List.of("rather", "than"),
          List.of("no", "longer"),
          List.of("not"),
          List.of("used", "to"));

  private Denials() {}

  /** Returns the stems of the denied words; empty if nothing is denied. */
  static Set<String> of(String text) {
    List<Word> words = Words.of(text);
    Set<String> denied = new LinkedHashSet<>();
    for (int i = 0; i < words.size(); i++) {
      int length = opening(words, i);
      if (length > 0) {
        addDenied(words, i + length, denied);
      }
    }
    return denied;
  }

  private static int opening(List<Word> words, int index) {
    for (List<String> opening : OPENINGS) {
      if (Words.matchesAt(words, index, opening)) {
        return opening.size();
      }
    }
    return 0;
  }

  private static void addDenied(List<Word> words, int from, Set<String> denied) {
    int left = REACH;
    for (int i = from; i < words.size() && left > 0; i++) {
      String lower = words.get(i).lower();
      if (lower.equals("but") || lower.equals("and")) {
        return;
      }
      if (!LEXICON.is("stop", lower) && !LEXICON.is("adverb", lower)) {
        denied.add(LEXICON.stem(lower));
        left--;
      }
    }
  }
}
