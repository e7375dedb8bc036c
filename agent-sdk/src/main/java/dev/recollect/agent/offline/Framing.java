package dev.recollect.agent.offline;

import dev.recollect.agent.language.Grammar;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import java.util.List;

/** Recognises and takes off the words that frame a statement: greetings, "remember that", "no,". */
final class Framing {

  private static final Lexicon LEXICON = Lexicon.english();
  private static final String CLOSING = "\"'”’)]} \t";

  private Framing() {}

  /**
   * Returns the sentence without greetings and fillers before it; itself if nothing else is left.
   */
  static String withoutLeadIn(String sentence) {
    String rest = sentence;
    for (int i = 0; i < 3; i++) {
      List<Word> words = Words.of(rest);
      int length = Words.longestPrefix(words, LEXICON.phrases("lead-in"));
      if (length == 0 || length >= words.size() || !isLeadIn(rest, words, length)) {
        return rest;
      }
      rest = rest.substring(words.get(length).start());
    }
    return rest;
  }

  /** Returns what the sentence tells to remember, or nothing if it does not begin like that. */
  static String remembered(String body) {
    List<Word> words = Words.of(body);
    if (Words.longestPrefix(words, LEXICON.phrases("task-frame")) > 0) {
      return body;
    }
    int length = Words.longestPrefix(words, LEXICON.phrases("remember-frame"));
    if (length == 0 || length >= words.size()) {
      return "";
    }
    boolean clause = isPunctuated(body, words, length) || length > 1 || startsFact(words, length);
    return clause ? body.substring(words.get(length).start()) : "";
  }

  /** Returns whether the clause says that something is no longer as it was said before. */
  static boolean isCorrection(String clause) {
    List<Word> words = Words.of(clause);
    return correctionLead(clause, words) > 0
        || Words.containsAny(words, LEXICON.phrases("correction-phrase"))
        || hasUpdatingNow(words)
        || hasChangeVerb(words)
        || opposes(clause, words);
  }

  /** Returns the clause without a leading "Actually," or the like. */
  static String withoutCorrectionLead(String clause) {
    List<Word> words = Words.of(clause);
    int length = correctionLead(clause, words);
    return length == 0 || length >= words.size()
        ? clause
        : withoutCorrectionLead(clause.substring(words.get(length).start()));
  }

  /** Returns the text without marks and quotes at its end. */
  static String withoutClosing(String text) {
    int end = text.length();
    while (end > 0 && (CLOSING + ".!?…;,:").indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Returns whether the text ends in a question mark, quotes and brackets aside. */
  static boolean endsInQuestionMark(String text) {
    int end = text.length();
    while (end > 0 && (CLOSING + "!.").indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end > 0 && text.charAt(end - 1) == '?';
  }

  private static boolean isLeadIn(String text, List<Word> words, int length) {
    String next = words.get(length).lower();
    boolean ownSense =
        next.equals("that") || next.equals("is") || next.equals("to") || next.equals("of");
    return isPunctuated(text, words, length)
        || (!ownSense
            && (startsFact(words, length)
                || Questions.isShaped(words.subList(length, words.size()))
                || Words.longestPrefix(
                        words.subList(length, words.size()), LEXICON.phrases("remember-frame"))
                    > 0
                || Words.longestPrefix(
                        words.subList(length, words.size()), LEXICON.phrases("lead-in"))
                    > 0));
  }

  private static boolean startsFact(List<Word> words, int index) {
    return Grammar.finiteVerb(words, index) >= 0;
  }

  private static int correctionLead(String clause, List<Word> words) {
    int length = Words.longestPrefix(words, LEXICON.phrases("correction-lead"));
    if (length == 0) {
      return 0;
    }
    boolean unmistakable = length > 1 || words.get(0).lower().equals("actually");
    boolean setOff =
        length == words.size()
            || isPunctuated(clause, words, length)
            || LEXICON.is("subject-pronoun", words.get(length))
            || LEXICON.is("possessive", words.get(length));
    return unmistakable || setOff ? length : 0;
  }

  /** Returns whether something but blanks stands before the word at the index. */
  private static boolean isPunctuated(String text, List<Word> words, int index) {
    int from = words.get(index - 1).end();
    int to = Math.max(from, words.get(index).start());
    return !text.substring(from, to).isBlank();
  }

  private static boolean hasUpdatingNow(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).lower().equals("now") && isUpdating(words, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUpdating(List<Word> words, int now) {
    String before = now == 0 ? "" : words.get(now - 1).lower();
    String after = now + 1 == words.size() ? "" : words.get(now + 1).lower();
    boolean momentary =
        List.of("right", "for", "just", "by", "until", "till", "from").contains(before);
    return !momentary && !after.equals("that") && !after.equals("and");
  }

  private static boolean hasChangeVerb(List<Word> words) {
    return words.stream()
        .map(Word::lower)
        .anyMatch(word ->
            !LEXICON.is("verb", word)
                && LEXICON.isVerb(word)
                && !word.endsWith("ing")
                && LEXICON.is("change-verb", LEXICON.base(word)));
  }

  private static boolean opposes(String clause, List<Word> words) {
    int not = -1;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).lower();
      if (word.equals("not")) {
        not = i;
        if (i > 0
            && clause
                .substring(
                    words.get(i - 1).end(), Math.max(words.get(i - 1).end(), words.get(i).start()))
                .contains(",")) {
          return true;
        }
      } else if (word.equals("but") && not >= 0) {
        return true;
      }
    }
    return false;
  }
}
