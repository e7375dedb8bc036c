package dev.recollect.agent.fact;

import dev.recollect.agent.fact.Token.Kind;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the words of a clause that it says are over: "sold the Ford", "from X", "X retired". */
final class Denied {

  private static final Lexicon LEXICON = Lexicon.english();
  private static final Relations RELATIONS = Relations.english();
  private static final int REACH = 5;
  private static final Set<String> STOPS =
      Set.of("for", "to", "and", "but", "with", "by", "because", "as", "so", "since", "when");

  private final List<Token> tokens;
  private final List<Word> words;
  private final int verb;

  Denied(List<Token> tokens, int verb) {
    this.tokens = tokens;
    this.words = tokens.stream().map(Token::word).toList();
    this.verb = verb;
  }

  Set<Integer> indices() {
    Set<Integer> denied = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      int length = RELATIONS.longestAt(words, i, "ending");
      if (length > 0 && isEnding(i) && !isBeforePreposition(i + length)) {
        addObject(i + length, denied);
      }
      if (isOpposed(i)) {
        addObject(i + 1, denied);
      }
      if (isFrom(i)) {
        addObject(i + 1, denied);
      }
    }
    if (endsSubject()) {
      for (int i = 0; i < verb; i++) {
        if (tokens.get(i).tells()) {
          denied.add(i);
        }
      }
    }
    return denied;
  }

  private boolean isEnding(int index) {
    Token token = tokens.get(index);
    boolean passive = index > 0 && index == verb && isBe(index - 1) && token.lower().endsWith("ed");
    return !passive && (token.is(Kind.VERB) || !RELATIONS.isVerb(token.lower()) || index == verb);
  }

  /** "leaves at nine" ends nothing. */
  private boolean isBeforePreposition(int index) {
    return index < tokens.size() && LEXICON.is("preposition", at(index));
  }

  private boolean isBe(int index) {
    return tokens.get(index).base().equals("be");
  }

  /** "on Wednesday, not Monday". */
  private boolean isOpposed(int index) {
    if (!at(index).equals("not") || index == 0 || index + 1 >= tokens.size()) {
      return false;
    }
    int gap = tokens.get(index).word().start() - tokens.get(index - 1).word().end();
    Kind next = tokens.get(index + 1).kind();
    return gap > 1 || next == Kind.NAME || next == Kind.TIME || next == Kind.NUMBER;
  }

  /** "moved from Berlin to Munich". */
  private boolean isFrom(int index) {
    if (!tokens.get(index).lower().equals("from")) {
      return false;
    }
    boolean changes =
        tokens.subList(0, index).stream().anyMatch(token -> RELATIONS.changes(token.base()));
    boolean later =
        index + 1 < tokens.size() && Set.of("now", "then", "home").contains(at(index + 1));
    return changes && !later;
  }

  private String at(int index) {
    return tokens.get(index).lower();
  }

  private void addObject(int from, Set<Integer> denied) {
    int end = Math.min(tokens.size(), from + REACH);
    for (int i = from; i < end; i++) {
      String lower = at(i);
      boolean stops = (i > from && STOPS.contains(lower)) || separated(i, from) || isTimeAfter(i);
      if (stops) {
        return;
      }
      if (tokens.get(i).tells()) {
        denied.add(i);
      }
    }
  }

  private boolean isTimeAfter(int index) {
    return LEXICON.is("preposition", at(index))
        && index + 1 < tokens.size()
        && tokens.get(index + 1).is(Kind.TIME);
  }

  private boolean separated(int index, int from) {
    return index > from
        && tokens.get(index).word().start() - tokens.get(index - 1).word().end() > 1;
  }

  private boolean endsSubject() {
    for (int i = Math.max(0, verb - 3); i <= Math.min(verb + 1, tokens.size() - 1); i++) {
      int length = RELATIONS.longestAt(words, i, "ended-subject");
      boolean present = at(i).endsWith("s") && !isBe(i) && !tokens.get(i).base().equals(at(i));
      if (length > 0 && !present && (i >= verb || isBe(i)) && i + length >= verb) {
        return !Set.of("i", "we").contains(words.get(0).lower())
            && !scheduled(i + length)
            && (RELATIONS.longestAt(words, i, "ending") == 0 || i + length >= tokens.size());
      }
    }
    return bePassive();
  }

  private boolean bePassive() {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (isBe(i) || tokens.get(i).base().equals("get")) {
        for (List<String> phrase : RELATIONS.phrases("ended-subject")) {
          boolean passive = phrase.get(0).equals("be") && phrase.size() > 1;
          if (passive && RELATIONS.matchAt(words, i + 1, phrase.subList(1, phrase.size())) > 0) {
            return !scheduled(i + phrase.size());
          }
        }
      }
    }
    return false;
  }

  /** "closed on Mondays" is no end. */
  private boolean scheduled(int index) {
    return index < tokens.size()
        && Set.of("on", "at", "from", "until", "every", "between").contains(at(index))
        && index + 1 < tokens.size()
        && tokens.get(index + 1).is(Kind.TIME);
  }
}
