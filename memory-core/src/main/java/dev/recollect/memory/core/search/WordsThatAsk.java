package dev.recollect.memory.core.search;

import dev.recollect.memory.core.text.Term;
import dev.recollect.memory.core.text.TextAnalyzer;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a question that say what is asked for instead of what it is about: what they name
 * need not stand in the answer. Known for English; in other languages no word is taken for one.
 */
final class WordsThatAsk {

  /** Stems of what asks for a name or a kind. */
  private static final Set<String> NAMING = Set.of("name", "call", "kind", "sort", "type");

  /** The word behind "what" or "which". */
  private static final Pattern KIND_ASKED_FOR =
      Pattern.compile(
          "\\b(?:what|which)\\s+(?:(?:kind|sort|type)s?\\s+of\\s+)?(\\p{L}+)",
          Pattern.CASE_INSENSITIVE);

  private WordsThatAsk() {}

  /** Returns the terms of a question that ask. */
  static Set<Integer> of(String language, String text, List<Term> terms) {
    if (!language.equals(TextAnalyzer.ENGLISH)) {
      return Set.of();
    }
    Matcher matcher = KIND_ASKED_FOR.matcher(text);
    int kind = matcher.find() ? matcher.start(1) : -1;
    return terms.stream()
        .filter(term -> term.start() == kind || NAMING.contains(term.stem()))
        .map(Term::hash)
        .collect(Collectors.toSet());
  }
}
