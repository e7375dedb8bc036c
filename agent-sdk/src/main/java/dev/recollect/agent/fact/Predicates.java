package dev.recollect.agent.fact;

import dev.recollect.agent.language.Grammar;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gives each predicate of a clause its subject: "I left and became a vet", "I became a vet". */
final class Predicates {

  private static final Lexicon LEXICON = Lexicon.english();
  private static final Relations RELATIONS = Relations.english();

  private Predicates() {}

  /** Returns the clause, or a clause for each of its predicates. */
  static List<String> of(String clause, Set<String> common) {
    List<Word> words = Words.of(clause);
    int verb = words.isEmpty() ? -1 : Grammar.finiteVerb(words, 0);
    if (verb < 1) {
      return List.of(clause);
    }
    String subject = clause.substring(words.get(0).start(), words.get(verb).start());
    List<String> parts = new ArrayList<>();
    int from = words.get(0).start();
    for (int i = verb + 2; i < words.size(); i++) {
      if (words.get(i - 1).lower().equals("and") && isPredicate(words, i)) {
        parts.add(clause.substring(from, words.get(i - 1).start()));
        from = words.get(i).start();
      }
    }
    parts.add(clause.substring(from));
    for (int i = 1; i < parts.size(); i++) {
      parts.set(i, subject + parts.get(i));
    }
    return parts;
  }

  /** A verb that shows its tense, or an auxiliary. */
  private static boolean isPredicate(List<Word> words, int index) {
    String lower = words.get(index).lower();
    boolean auxiliary = LEXICON.is("auxiliary", lower) || LEXICON.is("copula", lower);
    boolean past =
        RELATIONS.isVerb(lower) && !RELATIONS.base(lower).equals(lower) && !lower.endsWith("ing");
    boolean present = RELATIONS.isVerb(lower) && index + 1 < words.size() && follows(words, index);
    return auxiliary || past || present;
  }

  /** "and use Firefox": a verb form with an object or a preposition behind it. */
  private static boolean follows(List<Word> words, int index) {
    Word next = words.get(index + 1);
    return next.capital()
        || LEXICON.is("determiner", next)
        || LEXICON.is("preposition", next)
        || LEXICON.is("adverb", next);
  }
}
