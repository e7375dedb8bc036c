package dev.recollect.agent.offline;

import dev.recollect.agent.language.Clauses;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Sentences;
import dev.recollect.agent.offline.Candidate.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether a stored text may answer a question, by search's evidence and by the words of the
 * clause that fits best.
 *
 * <p>Search judges whole texts by meaning; a question about the user must besides find its own
 * words (or words of one concept) in one clause, because short personal facts all look alike to an
 * embedding: "my dog is called Rex" lies near "what is my cat called".
 */
final class Relevance {

  /** A clause with so much of the question is an answer whatever search says. */
  static final double STRONG_SUPPORT = 0.55;

  /** A question about the user needs at least so much of its words in a clause. */
  static final double LEAST_SUPPORT = 0.34;

  /** Above this cosine the meaning alone is enough. */
  static final double STRONG_COSINE = 0.8;

  /** A question about the user is asked of documents if it has so many words that tell. */
  private static final int DOCUMENT_TERMS = 3;

  private static final double CONCEPT_MATCH = 0.75;
  private static final double WITHOUT_FOCUS = 0.4;
  private static final double OTHER_SUBJECT = 0.6;
  private static final int COMMON_STEM = 5;

  private static final Lexicon LEXICON = Lexicon.english();

  private final AskedAbout asked;
  private final boolean namesKnown;
  private final boolean somethingNear;

  Relevance(AskedAbout asked, List<Candidate> candidates) {
    this.asked = asked;
    this.namesKnown =
        asked.names().stream()
            .allMatch(name -> candidates.stream().anyMatch(candidate -> mentions(candidate, name)));
    this.somethingNear = candidates.stream().anyMatch(Candidate::near);
  }

  /** Returns the judgement of a candidate; empty if it must not be quoted. */
  Optional<Match> judge(Candidate candidate) {
    if (!namesKnown || !concernsNamed(candidate)) {
      return Optional.empty();
    }
    Match best = best(candidate);
    return isQuotable(best) ? Optional.of(best) : Optional.empty();
  }

  /** What nobody with a name said must itself mention someone whom the question names. */
  private boolean concernsNamed(Candidate candidate) {
    return asked.names().isEmpty()
        || candidate.isOfOthers()
        || asked.names().stream().anyMatch(name -> mentions(candidate, name));
  }

  private boolean isQuotable(Match match) {
    Candidate candidate = match.candidate();
    boolean strong = match.support() >= STRONG_SUPPORT;
    if (candidate.source() == Source.BLOCK) {
      return strong;
    }
    if (candidate.isDocument()) {
      return candidate.near() && (!asked.aboutUser() || (strong && tellsApart()));
    }
    if (!asked.aboutUser() && candidate.isNamed()) {
      return somethingNear;
    }
    boolean meant =
        candidate.near() && candidate.cosine() >= STRONG_COSINE && hasFocus(match.clause());
    return strong || meant || (candidate.near() && match.support() >= LEAST_SUPPORT);
  }

  /** "What is my name" is no question for documents; one with more words may be. */
  private boolean tellsApart() {
    return asked.terms().size() >= DOCUMENT_TERMS;
  }

  private boolean hasFocus(String clause) {
    Set<String> stems = Terms.stems(clause);
    return asked.focus().stream().allMatch(stem -> matched(stem, stems) > 0);
  }

  /** Returns the judgement of the clause that fits best, statements before questions. */
  private Match best(Candidate candidate) {
    String clause = candidate.text();
    double support = -1;
    for (String sentence : Sentences.of(Plan.withoutContext(candidate.text()))) {
      for (String part : Questions.isAsked(sentence) ? List.<String>of() : Clauses.of(sentence)) {
        double fit = support((part + " " + Plan.saidAfter(candidate.text())).strip());
        if (fit > support) {
          support = fit;
          clause = part;
        }
      }
    }
    return new Match(
        candidate, clause, Math.max(0, support), score(candidate, Math.max(0, support)));
  }

  private double score(Candidate candidate, double support) {
    double order = 1.0 / (1 + 0.2 * candidate.rank());
    double meaning = candidate.source() == Source.BLOCK ? 0.7 : candidate.cosine();
    boolean named = asked.names().contains(candidate.speaker().toLowerCase(java.util.Locale.ROOT));
    if (asked.aboutUser() || (asked.names().isEmpty() && !candidate.isDocument())) {
      return 0.7 * support + 0.2 * meaning + 0.1 * order;
    }
    return 0.25 * support + 0.25 * meaning + 0.5 * order + (named ? 0.05 : 0);
  }

  private double support(String clause) {
    Set<String> stems = Terms.stems(clause);
    FrameReader.read(clause).forEach(frame -> stems.addAll(frame.attributes()));
    double total = 0;
    double found = 0;
    for (Map.Entry<String, Double> term : asked.terms().entrySet()) {
      total += term.getValue();
      found += term.getValue() * matched(term.getKey(), stems);
    }
    double share = total == 0 ? 0 : found / total;
    return asked.aboutUser() ? share * subjectFactor(clause, stems) : share;
  }

  private double subjectFactor(String clause, Set<String> stems) {
    if (asked.focus().stream().anyMatch(stem -> matched(stem, stems) == 0)) {
      return WITHOUT_FOCUS;
    }
    boolean stranger =
        FrameReader.read(clause).stream().anyMatch(frame -> !isAskedSubject(frame.subject()));
    return stranger ? OTHER_SUBJECT : 1;
  }

  /** Returns whether everything that the subject names is in the question too. */
  private boolean isAskedSubject(List<List<String>> subject) {
    return subject.stream()
        .filter(segment -> !segment.equals(Frame.USER))
        .allMatch(segment ->
            segment.stream().anyMatch(stem -> matched(stem, asked.terms().keySet()) > 0));
  }

  private static double matched(String term, Set<String> stems) {
    if (stems.contains(term)) {
      return 1;
    }
    for (String stem : stems) {
      if (LEXICON.related(term, stem) || commonStem(term, stem)) {
        return CONCEPT_MATCH;
      }
    }
    return 0;
  }

  private static boolean commonStem(String one, String other) {
    int common = Math.min(one.length(), other.length());
    return common >= COMMON_STEM
        && one.regionMatches(0, other, 0, Math.max(COMMON_STEM, common - 1));
  }

  private static boolean mentions(Candidate candidate, String name) {
    List<String> words = AskedAbout.lowerWords(candidate.text());
    return words.contains(name) || AskedAbout.lowerWords(candidate.speaker()).contains(name);
  }
}
