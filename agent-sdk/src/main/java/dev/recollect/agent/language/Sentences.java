package dev.recollect.agent.language;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Splits a text into sentences with the JDK's rules (Unicode Standard Annex 29), joined again where
 * those break after an abbreviation or an initial, and broken at line ends.
 */
public final class Sentences {

  private static final Pattern LINE = Pattern.compile("\\R+");

  private static final Pattern INITIALS = Pattern.compile("\\p{Lu}(\\.\\p{Lu}){0,5}");

  private Sentences() {}

  /** Returns the sentences in order, trimmed, none empty. */
  public static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    for (String line : LINE.split(text, -1)) {
      addSentences(line, sentences);
    }
    return List.copyOf(sentences);
  }

  private static void addSentences(String line, List<String> sentences) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(line);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      String piece = line.substring(start, end).trim();
      if (end < line.length() && endsInAbbreviation(piece)) {
        continue;
      }
      if (!piece.isEmpty()) {
        sentences.add(piece);
      }
      start = end;
    }
  }

  private static boolean endsInAbbreviation(String piece) {
    if (!piece.endsWith(".")) {
      return false;
    }
    String bare = piece.substring(0, piece.length() - 1);
    int start = bare.length();
    while (start > 0 && isPartOfWord(bare.charAt(start - 1))) {
      start--;
    }
    String word = bare.substring(start);
    boolean initial = INITIALS.matcher(word).matches() && !word.equals("I");
    return initial || Lexicon.english().is("abbreviation", word.toLowerCase(Locale.ROOT));
  }

  private static boolean isPartOfWord(char character) {
    return Character.isLetterOrDigit(character) || character == '.';
  }
}
