package dev.recollect.memory.core.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paragraphs, sentences and words of texts: joined, they are the text again. */
public final class TextUnits {

  private static final Pattern PARAGRAPH_END = Pattern.compile("\\R[ \\t]*\\R\\s*");
  private static final Pattern WORD_END = Pattern.compile("\\s+");

  private TextUnits() {}

  /** Returns the paragraphs of a text, each with the blank lines behind it. */
  public static List<String> paragraphs(String text) {
    return endingWith(PARAGRAPH_END, text);
  }

  /** Returns the words of a text, each with the white space behind it. */
  static List<String> words(String text) {
    return endingWith(WORD_END, text);
  }

  private static List<String> endingWith(Pattern end, String text) {
    List<String> units = new ArrayList<>();
    int start = 0;
    Matcher matcher = end.matcher(text);
    while (matcher.find()) {
      units.add(text.substring(start, matcher.end()));
      start = matcher.end();
    }
    if (start < text.length()) {
      units.add(text.substring(start));
    }
    return units;
  }

  /** Returns the sentences of a text, each with the white space behind it. */
  public static List<String> sentences(String text) {
    BreakIterator iterator = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    iterator.setText(text);
    List<String> units = new ArrayList<>();
    int start = iterator.first();
    for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
      units.add(text.substring(start, end));
      start = end;
    }
    return units;
  }

  static List<String> halves(String text) {
    int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    return List.of(text.substring(0, middle), text.substring(middle));
  }
}
