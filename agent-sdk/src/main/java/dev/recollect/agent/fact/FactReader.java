package dev.recollect.agent.fact;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.text.Cut;
import java.util.List;
import java.util.Set;

/** Reads entity, attribute and value of a sentence by the rules of English. */
final class FactReader {

  private static final Lexicon LEXICON = Lexicon.english();

  private final String sentence;
  private final Clause clause;

  private FactReader(String sentence, Clause clause) {
    this.sentence = sentence;
    this.clause = clause;
  }

  static Fact read(String sentence) {
    Fact.Builder fact = Fact.builder(sentence);
    List<Clause> clauses = ClauseReader.read(sentence, Set.of());
    if (clauses.isEmpty()) {
      return fact.build();
    }
    FactReader reader = new FactReader(sentence.strip(), clauses.get(0));
    return fact.entity(cut(reader.entity()))
        .attribute(cut(reader.attribute()))
        .value(cut(reader.value()))
        .build();
  }

  private static String cut(String text) {
    return Cut.plain(text, Fact.PART);
  }

  private String entity() {
    if (clause.owner().equals(Owners.USER)) {
      return Fact.USER;
    }
    int end = clause.verb();
    return end == 0 ? "" : words(0, end, "determiner");
  }

  private String attribute() {
    for (Topic topic : clause.topics()) {
      if (topic.subject() && !topic.key().startsWith("#") && !isEntity(topic)) {
        return phrase(topic);
      }
    }
    return clause.topics().stream()
        .filter(topic -> topic.verb() && topic.key().startsWith("#"))
        .map(topic -> topic.key().substring(1))
        .findFirst()
        .orElse(clause.verbBase());
  }

  private boolean isEntity(Topic topic) {
    return !clause.owner().equals(Owners.USER) && clause.owner().endsWith(topic.key());
  }

  /** The words of a noun phrase: "favourite colour", "work phone number". */
  private String phrase(Topic topic) {
    int first = topic.index();
    while (first > 0 && clause.tokens().get(first - 1).tells()) {
      first--;
    }
    return words(first, topic.index() + 1, "determiner");
  }

  private String value() {
    int first = clause.verb() + 1;
    while (first < clause.tokens().size() && leads(clause.tokens().get(first))) {
      first++;
    }
    return words(first, clause.tokens().size(), "determiner");
  }

  private static boolean leads(Token token) {
    return LEXICON.is("preposition", token.lower()) || LEXICON.is("adverb", token.lower());
  }

  /** The words of the sentence from one place to another, a leading article left out. */
  private String words(int from, int to, String without) {
    int first = from;
    while (first < to && LEXICON.is(without, clause.tokens().get(first).lower())) {
      first++;
    }
    if (first >= to) {
      return "";
    }
    int start = clause.tokens().get(first).word().start();
    int end = clause.tokens().get(to - 1).word().end();
    boolean inSentence = start < end && end <= sentence.length();
    return inSentence ? sentence.substring(start, end) : "";
  }
}
