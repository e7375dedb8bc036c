package dev.recollect.agent.language;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a statement into clauses that each state a fact of their own: joined by {@code and},
 * {@code but}, a comma or a semicolon, each with its own subject and verb, and none that points
 * back at another.
 */
public final class Clauses {

  /** Longer texts are no short statements and are kept whole, in characters. */
  public static final int LONGEST = 1_000;

  private static final Lexicon LEXICON = Lexicon.english();

  private Clauses() {}

  /** Returns the clauses in order, in the words of the text; the whole text if it is one clause. */
  public static List<String> of(String text) {
    if (text.length() > LONGEST) {
      return List.of(text);
    }
    List<Word> words = Words.of(text);
    List<String> clauses = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < words.size(); i++) {
      int right = rightOfJoint(text, words, i);
      if (right > 0 && standsAlone(words, start, i) && isOwnClause(words, right)) {
        clauses.add(clause(text, words.get(start).start(), words.get(i - 1).end()));
        start = right;
        i = right;
      }
    }
    clauses.add(lastClause(text, words, start));
    return List.copyOf(clauses);
  }

  /**
   * Returns the index of the word after a joint of two clauses at the index, or -1 for no joint.
   */
  public static int rightOfJoint(String text, List<Word> words, int index) {
    String gap =
        text.substring(
            words.get(index - 1).end(),
            Math.max(words.get(index - 1).end(), words.get(index).start()));
    String word = words.get(index).lower();
    boolean conjunction = word.equals("and") || word.equals("but") || word.equals("plus");
    boolean separated =
        gap.contains(",")
            || gap.contains(";")
            || gap.contains(" - ")
            || gap.contains("–")
            || gap.contains("—")
            || gap.contains(":");
    if (conjunction) {
      return index + 1;
    }
    return separated ? index : -1;
  }

  /** Returns whether the words are a main clause with subject and verb. */
  public static boolean standsAlone(List<Word> words, int start, int end) {
    List<Word> left = words.subList(start, end);
    boolean subordinate = LEXICON.is("subordinator", left.get(0));
    return !subordinate && Grammar.finiteVerb(left, 0) >= 0;
  }

  private static boolean isOwnClause(List<Word> words, int start) {
    return start < words.size()
        && !LEXICON.is("subordinator", words.get(start))
        && Grammar.isIndependent(words.subList(start, words.size()), 0);
  }

  private static String clause(String text, int from, int to) {
    return text.substring(from, to).trim();
  }

  private static String lastClause(String text, List<Word> words, int start) {
    return start == 0 ? text : text.substring(words.get(start).start()).trim();
  }
}
