package dev.recollect.agent.offline;

import dev.recollect.agent.language.Clauses;
import dev.recollect.agent.language.Sentences;
import dev.recollect.agent.offline.Candidate.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses what to quote: the best matches, none twice, none that a newer statement replaces. */
final class Selection {

  /** A further quotation must be at least so good, as a share of the best one's score. */
  private static final double CLOSE = 0.75;

  private Selection() {}

  /** Returns the matches to quote, best first. */
  static List<Match> choose(AskedAbout asked, List<Candidate> candidates, int limit) {
    Relevance relevance = new Relevance(asked, candidates);
    List<Match> matches = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (Candidate candidate : candidates) {
      relevance.judge(candidate).ifPresentOrElse(matches::add, () -> others.add(candidate));
    }
    addReplacements(matches, others);
    List<Match> current = withoutReplaced(withoutCopies(matches));
    current.sort(Comparator.comparingDouble(Match::score).reversed());
    boolean strict = asked.aboutUser() || asked.names().isEmpty();
    double least = strict && !current.isEmpty() ? CLOSE * current.get(0).score() : 0;
    return current.stream().filter(match -> match.score() >= least).limit(limit).toList();
  }

  /** What replaces an answer is one, although it may not look like it: "we moved to Oslo". */
  private static void addReplacements(List<Match> matches, List<Candidate> others) {
    for (Match older : List.copyOf(matches)) {
      for (Candidate newer : others) {
        if (isNewerStatement(newer, older.candidate())) {
          Sentences.of(newer.text()).stream()
              .flatMap(sentence -> Clauses.of(sentence).stream())
              .filter(clause -> Supersession.replaces(inContext(newer, clause), older.clause()))
              .findFirst()
              .ifPresent(
                  clause -> matches.add(new Match(newer, clause, older.support(), older.score())));
        }
      }
    }
  }

  private static boolean isNewerStatement(Candidate newer, Candidate older) {
    return newer.isAfter(older) && !older.isOfOthers() && !newer.isOfOthers();
  }

  private static String inContext(Candidate candidate, String clause) {
    return Plan.saidAfter(candidate.text()).isEmpty() ? clause : candidate.text();
  }

  private static List<Match> withoutReplaced(List<Match> matches) {
    List<Match> current = new ArrayList<>();
    for (Match match : matches) {
      if (matches.stream().noneMatch(newer -> replaces(newer, match))) {
        current.add(match);
      }
    }
    return current;
  }

  private static boolean replaces(Match newer, Match older) {
    return !newer.equals(older)
        && isNewerStatement(newer.candidate(), older.candidate())
        && Supersession.replaces(inContext(newer.candidate(), newer.clause()), older.clause());
  }

  /** Of copies the filed one stays, dated and attested by the message it came from. */
  private static List<Match> withoutCopies(List<Match> matches) {
    List<Match> kept = new ArrayList<>();
    for (Match match : matches) {
      int copy = indexOfCopy(kept, match);
      if (copy < 0) {
        kept.add(match);
      } else {
        kept.set(copy, merged(kept.get(copy), match));
      }
    }
    return kept;
  }

  private static int indexOfCopy(List<Match> kept, Match match) {
    String clause = Terms.key(match.clause());
    for (int i = 0; i < kept.size(); i++) {
      String other = Terms.key(kept.get(i).clause());
      if (clause.equals(other) || clause.endsWith(other) || other.endsWith(clause)) {
        return i;
      }
    }
    return -1;
  }

  private static Match merged(Match one, Match other) {
    boolean otherFirst = order(other) < order(one);
    Match shown = otherFirst ? other : one;
    Match copy = otherFirst ? one : other;
    Candidate candidate = shown.candidate();
    boolean attested =
        copy.candidate().source() == Source.RECALL
            && candidate.speaker().isEmpty()
            && !candidate.isDocument();
    Candidate merged =
        new Candidate(
            candidate.source(),
            attested ? copy.candidate().speaker() : candidate.speaker(),
            candidate.origin(),
            candidate.text(),
            candidate.isAfter(copy.candidate()) ? candidate.at() : copy.candidate().at(),
            candidate.evidence(),
            candidate.rank());
    return new Match(
        merged,
        shown.clause(),
        Math.max(one.support(), other.support()),
        Math.max(one.score(), other.score()));
  }

  private static int order(Match match) {
    return switch (match.candidate().source()) {
      case ARCHIVAL -> 0;
      case RECALL -> 1;
      case BLOCK -> 2;
    };
  }
}
