package dev.recollect.agent.offline;

import dev.recollect.agent.language.Grammar;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import dev.recollect.agent.offline.Utterance.Kind;
import java.util.List;
import java.util.Set;

/** Recognises questions, with or without a question mark, and what they are about. */
final class Questions {

  private static final Lexicon LEXICON = Lexicon.english();

  /** How far after the question word an auxiliary makes it a question, in words. */
  private static final int REACH = 6;

  private static final Set<String> LINKING = Set.of("if", "whether", "that", "about", "of", "for");

  private Questions() {}

  /** Returns whether the text asks something. */
  static boolean isAsked(String text) {
    List<Word> words = Words.of(text);
    return Framing.endsInQuestionMark(text) || frameLength(words) > 0 || isShaped(words);
  }

  /** Returns the question as an utterance. */
  static Utterance utterance(String text) {
    List<Word> words = Words.of(text);
    if (isOverview(words)) {
      return new Utterance(Kind.OVERVIEW, text, text);
    }
    if (isAboutModel(words)) {
      return new Utterance(Kind.SELF, text, text);
    }
    boolean request =
        isPolite(words) && LEXICON.is("request-verb", words.get(2)) && frameLength(words) == 0;
    return new Utterance(request ? Kind.REQUEST : Kind.QUESTION, text, topic(text));
  }

  /** Returns whether the words have the order of a question: question word or inversion. */
  static boolean isShaped(List<Word> words) {
    if (words.size() < 2) {
      return false;
    }
    return LEXICON.is("wh", words.get(0)) ? isWhQuestion(words) : isInverted(words, 0);
  }

  /** Returns whether all it says is "isn't it" or the like, which asks about what stands before. */
  static boolean isTag(List<Word> words) {
    return words.size() <= 4
        && words.stream()
            .allMatch(word ->
                Grammar.isAuxiliary(List.of(word), 0)
                    || LEXICON.is("subject-pronoun", word)
                    || Set.of("not", "right", "correct").contains(word.lower()));
  }

  /** Returns the length of the words that only ask to be told, 0 for none. */
  static int frameLength(List<Word> words) {
    int length = Words.longestPrefix(words, LEXICON.phrases("question-frame"));
    if (length == 0 || length >= words.size()) {
      return 0;
    }
    boolean needsClause = Words.longestPrefix(words, LEXICON.phrases("needs-clause")) == length;
    String next = words.get(length).lower();
    return !needsClause || LEXICON.is("wh", next) || LINKING.contains(next) ? length : 0;
  }

  private static String topic(String text) {
    String rest = text;
    for (int i = 0; i < 3; i++) {
      List<Word> words = Words.of(rest);
      int length = frameLength(words);
      if (length == 0) {
        break;
      }
      if (length + 1 < words.size() && LINKING.contains(words.get(length).lower())) {
        length++;
      }
      rest = rest.substring(words.get(length).start());
    }
    String bare = Framing.withoutClosing(rest).replaceAll("(?i)[, ]+(please|again)$", "");
    return bare.isBlank() ? text : bare;
  }

  private static boolean isWhQuestion(List<Word> words) {
    String wh = words.get(0).lower();
    Word next = words.get(1);
    if (Grammar.isAuxiliary(words, 1)) {
      return true;
    }
    if (LEXICON.is("subject-pronoun", next) || LEXICON.is("determiner", next)) {
      return false;
    }
    if (wh.equals("who") && LEXICON.isVerb(next.lower())) {
      return true;
    }
    for (int i = 2; i < Math.min(words.size(), REACH + 1); i++) {
      if (isInverted(words, i)) {
        return true;
      }
    }
    return hasVerbAfterNoun(words, wh);
  }

  /** A question for the subject keeps the order of a statement: "which dog barks". */
  private static boolean hasVerbAfterNoun(List<Word> words, String wh) {
    boolean subject =
        wh.equals("which") || wh.equals("what") || wh.equals("whose") || wh.equals("how");
    return subject
        && words.size() > 2
        && words.subList(2, Math.min(words.size(), REACH)).stream()
            .anyMatch(word -> LEXICON.isVerb(word.lower()) || LEXICON.is("auxiliary", word));
  }

  private static boolean isInverted(List<Word> words, int index) {
    if (index + 1 >= words.size() || !LEXICON.is("auxiliary", words.get(index))) {
      return false;
    }
    Word subject = words.get(index + 1);
    boolean modal =
        Set.of("will", "may", "might", "must", "can").contains(words.get(index).lower());
    boolean article = subject.lower().equals("a") || subject.lower().equals("an");
    boolean name = subject.capital() && !modal;
    boolean thatClause = subject.lower().equals("that") && index > 0;
    return !article
        && !thatClause
        && (LEXICON.is("subject-pronoun", subject) || LEXICON.is("determiner", subject) || name);
  }

  private static boolean isOverview(List<Word> words) {
    if (!words.stream().allMatch(word -> LEXICON.is("overview-word", word))) {
      return false;
    }
    boolean whoAmI =
        Words.containsAny(words, List.of(List.of("who", "am", "i"), List.of("who", "i", "am")));
    boolean memory = words.stream().anyMatch(word -> LEXICON.is("memory-verb", word));
    boolean aboutUser = words.stream().anyMatch(word -> LEXICON.is("first-person", word));
    boolean asked = words.stream().anyMatch(word -> LEXICON.is("second-person", word));
    return whoAmI || (memory && (aboutUser || asked));
  }

  private static boolean isAboutModel(List<Word> words) {
    return words.stream().allMatch(word -> LEXICON.is("self-word", word))
        && words.stream().anyMatch(word -> LEXICON.is("second-person", word));
  }

  private static boolean isPolite(List<Word> words) {
    return words.size() > 2
        && Set.of("can", "could", "would", "will").contains(words.get(0).lower())
        && words.get(1).lower().equals("you");
  }
}
