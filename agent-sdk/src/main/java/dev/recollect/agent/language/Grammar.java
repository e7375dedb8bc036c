package dev.recollect.agent.language;

import java.util.List;

/**
 * Finds subject and verb of an English clause by tables and position, without a parser.
 *
 * <p>Good for the short clauses in which people state facts; a verb that is in no table is only
 * found after a pronoun.
 */
public final class Grammar {

  /** How far from the beginning of a clause its verb is looked for, in words. */
  private static final int REACH = 12;

  private static final List<String> NO_LONGER = List.of("no", "longer");

  private static final Lexicon LEXICON = Lexicon.english();

  private Grammar() {}

  /** Returns the index of the finite verb of the clause that begins at the index, or -1. */
  public static int finiteVerb(List<Word> words, int from) {
    int start = skipAdverbs(words, from);
    if (start >= words.size()) {
      return -1;
    }
    if (isPronounSubject(words, start)) {
      return verbAfterPronoun(words, start);
    }
    if (isAuxiliary(words, start) || !canBeginSubject(words.get(start))) {
      return -1;
    }
    int first = start + (LEXICON.is("determiner", words.get(start)) ? 2 : 1);
    for (int i = first; i < Math.min(words.size(), start + REACH); i++) {
      if (isAuxiliary(words, i) || isFiniteAfterNoun(words, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the first index at or after the given one that is no adverb. */
  public static int skipAdverbs(List<Word> words, int from) {
    int index = from;
    while (isAdverb(words, index)) {
      index++;
    }
    return index;
  }

  /** Returns whether an adverb, or a word of "no longer", stands at the index. */
  public static boolean isAdverb(List<Word> words, int index) {
    return index < words.size()
        && (LEXICON.is("adverb", words.get(index))
            || Words.matchesAt(words, index, NO_LONGER)
            || Words.matchesAt(words, index - 1, NO_LONGER));
  }

  /**
   * Returns whether the word at the index is an auxiliary, a copula or an {@code 's} that is one.
   */
  public static boolean isAuxiliary(List<Word> words, int index) {
    Word word = words.get(index);
    return LEXICON.is("auxiliary", word)
        || LEXICON.is("copula", word)
        || (word.lower().equals(Word.POSSESSIVE) && isCopulaEnding(words, index));
  }

  /** Returns whether the words have a subject of their own that needs no sentence before it. */
  public static boolean isIndependent(List<Word> words, int from) {
    int start = skipAdverbs(words, from);
    if (start >= words.size() || LEXICON.is("dangling-subject", words.get(start))) {
      return false;
    }
    boolean firstPerson = LEXICON.is("first-person", words.get(start));
    return finiteVerb(words, start) >= 0 && !(firstPerson && refersBack(words, start));
  }

  /** Returns whether the subject of the clause is a pronoun for something said before. */
  public static boolean hasDanglingSubject(List<Word> words) {
    int start = skipAdverbs(words, 0);
    return start < words.size()
        && LEXICON.is("dangling-subject", words.get(start))
        && (isPronounSubject(words, start) || LEXICON.is("possessive", words.get(start)));
  }

  private static boolean isPronounSubject(List<Word> words, int index) {
    if (!LEXICON.is("subject-pronoun", words.get(index))) {
      return false;
    }
    boolean determiner = LEXICON.is("determiner", words.get(index));
    int next = skipAdverbs(words, index + 1);
    return !determiner || (next < words.size() && isAuxiliary(words, next));
  }

  private static int verbAfterPronoun(List<Word> words, int pronoun) {
    int next = skipAdverbs(words, pronoun + 1);
    if (next >= words.size() || isPurePreposition(words.get(next))) {
      return -1;
    }
    boolean joined = words.get(next).lower().equals("and") || words.get(next).lower().equals("or");
    return joined ? finiteVerb(words, next + 1) : next;
  }

  private static boolean isPurePreposition(Word word) {
    return LEXICON.is("preposition", word) && !LEXICON.isVerb(word.lower());
  }

  private static boolean canBeginSubject(Word word) {
    return !LEXICON.is("preposition", word) && !LEXICON.is("wh", word);
  }

  private static boolean isFiniteAfterNoun(List<Word> words, int index) {
    String word = words.get(index).lower();
    if (!LEXICON.isVerb(word) || word.endsWith("ing")) {
      return false;
    }
    String before = words.get(index - 1).lower();
    boolean afterNoun =
        !before.equals(Word.POSSESSIVE)
            && !LEXICON.is("determiner", before)
            && !LEXICON.is("preposition", before)
            && !before.equals("and");
    return afterNoun && (!LEXICON.is("verb", word) || isPlural(before) || isInvariant(word));
  }

  private static boolean isPlural(String word) {
    return (word.endsWith("s") && !word.endsWith("ss"))
        || word.equals("i")
        || LEXICON.is("adverb", word)
        || !LEXICON.stem(word).equals(Stems.stem(word));
  }

  /** Past forms that look like the base form. */
  private static boolean isInvariant(String word) {
    return word.equals("cost") || word.equals("put") || word.equals("read") || word.equals("hurt");
  }

  private static boolean isCopulaEnding(List<Word> words, int index) {
    if (index + 1 >= words.size()) {
      return false;
    }
    String next = words.get(index + 1).lower();
    return LEXICON.is("adverb", next)
        || LEXICON.is("determiner", next)
        || LEXICON.is("preposition", next)
        || (LEXICON.isVerb(next) && !LEXICON.is("verb", next));
  }

  private static boolean refersBack(List<Word> words, int from) {
    return words.subList(from, words.size()).stream()
        .anyMatch(word ->
            (LEXICON.is("dangling-subject", word) && !word.lower().startsWith("th"))
                || word.lower().equals("them"));
  }
}
