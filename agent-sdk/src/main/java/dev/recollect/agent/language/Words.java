package dev.recollect.agent.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a text apart into {@link Word}s. */
public final class Words {

  /** At most eight joints a word: a longer chain is no word, and matching recurses by joint. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}]++(?:['’.:@_+/-][\\p{L}\\p{N}]++){0,8}['’]?");

  private Words() {}

  /** Returns the words of a text in order. */
  public static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      addParts(matcher, words);
    }
    return List.copyOf(words);
  }

  private static void addParts(Matcher matcher, List<Word> words) {
    String lower = matcher.group().toLowerCase(Locale.ROOT).replace('’', '\'');
    boolean capital = Character.isUpperCase(matcher.group().codePointAt(0));
    List<String> expansion = Lexicon.english().expansion(lower);
    if (!expansion.isEmpty()) {
      boolean first = true;
      for (String part : expansion) {
        words.add(new Word(part, capital && first, matcher.start(), matcher.end()));
        first = false;
      }
    } else if (lower.endsWith("'s") || lower.endsWith("s'")) {
      String owner = lower.substring(0, lower.length() - (lower.endsWith("'s") ? 2 : 1));
      words.add(new Word(owner, capital, matcher.start(), matcher.end()));
      words.add(new Word(Word.POSSESSIVE, false, matcher.start(), matcher.end()));
    } else {
      String bare = lower.endsWith("'") ? lower.substring(0, lower.length() - 1) : lower;
      words.add(new Word(bare, capital, matcher.start(), matcher.end()));
    }
  }

  /** Returns whether the words contain the phrase, beginning at the index. */
  public static boolean matchesAt(List<Word> words, int index, List<String> phrase) {
    if (index < 0 || index + phrase.size() > words.size()) {
      return false;
    }
    for (int i = 0; i < phrase.size(); i++) {
      if (!words.get(index + i).lower().equals(phrase.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the length of the longest phrase with which the words begin, 0 for none. */
  public static int longestPrefix(List<Word> words, List<List<String>> phrases) {
    int longest = 0;
    for (List<String> phrase : phrases) {
      if (phrase.size() > longest && matchesAt(words, 0, phrase)) {
        longest = phrase.size();
      }
    }
    return longest;
  }

  /** Returns whether the words contain one of the phrases anywhere. */
  public static boolean containsAny(List<Word> words, List<List<String>> phrases) {
    for (int i = 0; i < words.size(); i++) {
      for (List<String> phrase : phrases) {
        if (matchesAt(words, i, phrase)) {
          return true;
        }
      }
    }
    return false;
  }
}
