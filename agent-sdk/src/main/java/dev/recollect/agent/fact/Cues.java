package dev.recollect.agent.fact;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import java.util.List;
import java.util.Set;

/**
 * What the words of a clause tell about how it holds.
 *
 * @param change whether it says that something is new or was corrected
 * @param weak whether it may be new: just done, got, finally
 * @param moves whether the only change it tells is that somebody or something moved
 * @param negated whether it denies what it says
 * @param tentative whether it is a wish, plan or condition
 * @param additive whether it adds to what was said
 * @param over whether it tells of a time that is over
 * @param transientOnly whether it holds for a while only
 * @param question whether it asks
 */
record Cues(
    boolean change,
    boolean weak,
    boolean moves,
    boolean negated,
    boolean tentative,
    boolean additive,
    boolean over,
    boolean transientOnly,
    boolean question) {

  private static final Relations RELATIONS = Relations.english();
  private static final Lexicon LEXICON = Lexicon.english();
  private static final Set<String> MOVES = Set.of("move", "relocate", "settle");

  static Cues of(List<Token> tokens, int verb, boolean asked) {
    List<Word> words = tokens.stream().map(Token::word).toList();
    boolean phrase = RELATIONS.find(words, "change-phrase") >= 0 || updatingNow(words);
    boolean changes = changeVerb(tokens, verb, false);
    return new Cues(
        phrase || changes || newOwned(words),
        weak(words, verb),
        !phrase && changes && !changeVerb(tokens, verb, true) && !newOwned(words),
        negated(words),
        tentative(words, tokens, verb),
        additive(words),
        over(words, tokens, verb),
        RELATIONS.find(words, "transient") >= 0,
        asked);
  }

  private static boolean changeVerb(List<Token> tokens, int verb, boolean beyondMoves) {
    for (int i = Math.max(0, verb); i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean verbal = i == verb || token.is(Token.Kind.VERB);
      boolean gerund =
          token.lower().endsWith("ing")
              && i > 0
              && LEXICON.is("preposition", tokens.get(i - 1).lower());
      if (verbal
          && !gerund
          && RELATIONS.changes(token.base())
          && !(beyondMoves && MOVES.contains(token.base()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean weak(List<Word> words, int verb) {
    boolean perfect =
        words.subList(0, Math.min(verb, words.size())).stream()
            .anyMatch(word -> Set.of("have", "has", "got").contains(word.lower()));
    return perfect || RELATIONS.find(words, "weak-change") >= 0;
  }

  /** "my new boss": the old one is none any more. */
  private static boolean newOwned(List<Word> words) {
    for (int i = 0; i + 2 < words.size(); i++) {
      boolean only =
          words.get(i).lower().equals("the")
              && (RELATIONS.is("single", words.get(i + 2).lower())
                  || (i + 3 < words.size() && RELATIONS.is("single", words.get(i + 3).lower())));
      boolean owned =
          only
              || LEXICON.is("possessive", words.get(i))
              || words.get(i).lower().equals(Word.POSSESSIVE);
      if (owned && words.get(i + 1).lower().equals("new")) {
        return true;
      }
    }
    return false;
  }

  private static boolean updatingNow(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      String lower = words.get(i).lower();
      String before = i == 0 ? "" : words.get(i - 1).lower();
      boolean momentary = Set.of("right", "for", "just", "by", "until", "till").contains(before);
      if (lower.equals("now") && !momentary) {
        return true;
      }
    }
    return false;
  }

  private static boolean negated(List<Word> words) {
    return words.stream()
            .anyMatch(word ->
                Set.of("not", "never", "neither", "nor", "no", "without").contains(word.lower())
                    || Set.of("avoid", "lack", "refuse").contains(RELATIONS.base(word.lower())))
        || RELATIONS.contains(words, List.of("no", "longer"));
  }

  private static boolean tentative(List<Word> words, List<Token> tokens, int verb) {
    for (int i = 0; i < words.size(); i++) {
      if (RELATIONS.longestAt(words, i, "tentative") > 0 && !isMonth(words, i)) {
        return true;
      }
    }
    for (int i = 0; i + 2 < words.size(); i++) {
      boolean going =
          words.get(i).lower().equals("going")
              && words.get(i + 1).lower().equals("to")
              && RELATIONS.isVerb(words.get(i + 2).lower())
              && !words.get(i + 2).capital();
      if (going) {
        return true;
      }
    }
    return ahead(words, tokens, verb);
  }

  private static boolean isMonth(List<Word> words, int index) {
    return words.get(index).lower().equals("may")
        && (words.get(index).capital()
            || (index > 0 && LEXICON.is("preposition", words.get(index - 1))));
  }

  /** "I am moving next year", "I will quit soon": not yet so. */
  private static boolean ahead(List<Word> words, List<Token> tokens, int verb) {
    if (RELATIONS.find(words, "future") < 0) {
      return false;
    }
    boolean progressive =
        tokens.stream()
            .anyMatch(token ->
                token.is(Token.Kind.VERB)
                    && token.lower().endsWith("ing")
                    && (RELATIONS.is("change", token.base())
                        || RELATIONS.is("ending", token.base())));
    boolean will = words.stream().anyMatch(word -> word.lower().equals("will"));
    return progressive || (will && verb < tokens.size() && !tokens.get(verb).base().equals("be"));
  }

  private static boolean additive(List<Word> words) {
    return words.stream().anyMatch(word -> RELATIONS.is("additive", word.lower()))
        || RELATIONS.find(words, "additive-phrase") >= 0;
  }

  /** A past tense that tells of no change, or a time that is over. */
  private static boolean over(List<Word> words, List<Token> tokens, int verb) {
    if (RELATIONS.find(words, "past") >= 0) {
      return true;
    }
    if (tokens.isEmpty() || verb >= tokens.size()) {
      return false;
    }
    Token main = tokens.get(verb);
    boolean past =
        !main.lower().equals(main.base())
            && !main.lower().endsWith("s")
            && !main.lower().endsWith("ing")
            && !Set.of("am", "are", "is", Word.POSSESSIVE).contains(main.lower());
    boolean was = Set.of("was", "were").contains(main.lower());
    boolean perfect =
        tokens.subList(0, verb).stream()
            .anyMatch(token -> Set.of("have", "has", "'ve").contains(token.lower()));
    boolean present =
        tokens.subList(0, verb).stream()
            .anyMatch(token ->
                Set.of("am", "is", "are", "be", "will", Word.POSSESSIVE, "do", "does")
                    .contains(token.lower()));
    return (past || was) && !perfect && !present && !result(tokens, verb);
  }

  /** What is done changes how things are: moved, got, joined. */
  private static boolean result(List<Token> tokens, int verb) {
    for (int i = verb; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean verbal = i == verb || token.is(Token.Kind.VERB);
      if (verbal
          && (RELATIONS.changes(token.base())
              || RELATIONS.is("ending", token.base())
              || RELATIONS.is("ended-subject", token.base())
              || RESULTS.contains(token.base()))) {
        return true;
      }
    }
    return false;
  }

  private static final Set<String> RESULTS =
      Set.of(
          "start",
          "begin",
          "join",
          "get",
          "buy",
          "adopt",
          "hire",
          "marry",
          "pick",
          "sign",
          "open",
          "found",
          "put",
          "take",
          "set",
          "make",
          "turn",
          "have",
          "go",
          "enroll",
          "enrol",
          "choose",
          "decide",
          "land",
          "accept",
          "learn",
          "book",
          "pass",
          "welcome",
          "come",
          "bring",
          "win",
          "fix",
          "repair",
          "mend",
          "cure",
          "heal",
          "park",
          "celebrate",
          "hang",
          "store",
          "find",
          "qualify",
          "graduate");
}
