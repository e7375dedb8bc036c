package dev.recollect.agent.offline;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a question is about, as far as its words tell: weighed terms, the things of the user it asks
 * for ({@code my dog}), the people it names, and whether it is about the user.
 */
final class AskedAbout {

  /** Weight of a word that hardly tells anything: "thing", "new", "get". */
  static final double GENERIC = 0.25;

  /** Weight of a word that asks for a kind of answer: "which city", "what colour". */
  static final double ANSWER_TYPE = 0.4;

  /** Weight of any other word. */
  static final double CONTENT = 1.0;

  /** Weight of the thing owned that the question is about. */
  static final double FOCUS = 1.5;

  private static final Lexicon LEXICON = Lexicon.english();

  private final Map<String, Double> terms = new LinkedHashMap<>();
  private final Set<String> focus = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final boolean aboutUser;

  AskedAbout(String question) {
    List<Word> words = Words.of(question);
    this.aboutUser = words.stream().anyMatch(word -> LEXICON.is("first-person", word));
    for (int i = 0; i < words.size(); i++) {
      read(words, i);
    }
  }

  /** Returns the weight of each term. */
  Map<String, Double> terms() {
    return terms;
  }

  /** Returns the stems of things said to be the user's. */
  Set<String> focus() {
    return focus;
  }

  /** Returns the people and other proper names that it mentions, in lower case. */
  Set<String> names() {
    return names;
  }

  /** Returns whether it asks about the user. */
  boolean aboutUser() {
    return aboutUser;
  }

  private void read(List<Word> words, int index) {
    Word word = words.get(index);
    String stem = LEXICON.stem(word.lower());
    if (LEXICON.is("stop", word) || word.lower().equals(Word.POSSESSIVE)) {
      return;
    }
    if (isName(words, index)) {
      names.add(word.lower());
    } else if (isOwned(words, index)) {
      focus.add(stem);
      terms.put(stem, FOCUS);
    } else {
      terms.put(stem, weight(word.lower()));
    }
  }

  private static boolean isName(List<Word> words, int index) {
    Word word = words.get(index);
    return word.capital()
        && index > 0
        && !word.isNumeric()
        && !LEXICON.is("time-word", word)
        && !LEXICON.is("number-word", word);
  }

  /** Returns whether the word is the head of "my …", or of "… 's …" after it. */
  private static boolean isOwned(List<Word> words, int index) {
    if (LEXICON.is("answer-type", words.get(index)) || LEXICON.is("generic", words.get(index))) {
      return false;
    }
    boolean beforeOwned =
        index + 1 < words.size() && words.get(index + 1).lower().equals(Word.POSSESSIVE);
    boolean afterOwner = index > 0 && isOwner(words.get(index - 1));
    boolean modified =
        index > 1
            && isOwner(words.get(index - 2))
            && LEXICON.is("neutral-modifier", words.get(index - 1));
    return beforeOwned || afterOwner || modified;
  }

  private static boolean isOwner(Word word) {
    return Set.of("my", "our").contains(word.lower());
  }

  private static double weight(String word) {
    if (LEXICON.is("generic", word)) {
      return GENERIC;
    }
    return LEXICON.is("answer-type", word) ? ANSWER_TYPE : CONTENT;
  }

  /** Returns the words of a text that may be names, in lower case. */
  static List<String> lowerWords(String text) {
    List<String> lower = new ArrayList<>();
    Words.of(text).forEach(word -> lower.add(word.lower()));
    return lower;
  }
}
