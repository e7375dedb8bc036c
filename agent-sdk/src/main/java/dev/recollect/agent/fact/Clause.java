package dev.recollect.agent.fact;

import dev.recollect.agent.fact.Token.Kind;
import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A clause as the rules of supersession see it. Immutable. */
final class Clause {

  private static final Lexicon LEXICON = Lexicon.english();
  private static final Relations RELATIONS = Relations.english();

  private final List<Token> tokens;
  private final int verb;
  private final String owner;
  private final List<Topic> topics;
  private final Set<Integer> denied;
  private final Cues cues;

  Clause(
      List<Token> tokens,
      int verb,
      String owner,
      List<Topic> topics,
      Set<Integer> denied,
      Cues cues) {
    this.tokens = List.copyOf(tokens);
    this.verb = verb;
    this.owner = owner;
    this.topics = List.copyOf(topics);
    this.denied = Set.copyOf(denied);
    this.cues = cues;
  }

  List<Token> tokens() {
    return tokens;
  }

  List<Word> words() {
    return tokens.stream().map(Token::word).toList();
  }

  /** Returns who it is about. */
  String owner() {
    return owner;
  }

  List<Topic> topics() {
    return topics;
  }

  Cues cues() {
    return cues;
  }

  /** Returns where the verb stands; 0 if none was found. */
  int verb() {
    return verb;
  }

  /** Returns the base form of the verb. */
  String verbBase() {
    return tokens.isEmpty() ? "" : tokens.get(verb).base();
  }

  /** Returns whether it has the phrase, and not among what it says is over. */
  boolean holds(List<String> phrase) {
    List<Word> words = words();
    for (int i = 0; i < words.size(); i++) {
      if (RELATIONS.matchAt(words, i, phrase) > 0 && !denied.contains(i)) {
        return true;
      }
    }
    return false;
  }

  boolean says(String lower) {
    return tokens.stream().anyMatch(token -> token.lower().equals(lower));
  }

  /** Returns whether its subject is something definite: the, my, or a name. */
  boolean startsDefinite() {
    return tokens.subList(0, verb).stream()
        .noneMatch(token -> Set.of("a", "an", "some", "another", "one").contains(token.lower()));
  }

  /** Returns what it counts, by the stem of what is counted. */
  Map<String, String> counts() {
    Map<String, String> counts = new HashMap<>();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean counted =
          tokens.get(i).is(Kind.NUMBER)
              && !Numbers.isOrdinal(tokens.get(i).lower())
              && !DURATIONS.contains(tokens.get(i + 1).stem())
              && tokens.get(i + 1).is(Kind.CONTENT);
      if (counted) {
        String lower = tokens.get(i).lower();
        String value = Numbers.isNumber(lower) ? Integer.toString(Numbers.value(lower)) : lower;
        counts.put(tokens.get(i + 1).stem(), value);
      }
    }
    return counts;
  }

  /** Returns whether it says where something is. */
  boolean isPlace() {
    return (isBe() || PLACING.contains(verbBase()))
        && verb + 2 < tokens.size()
        && places(tokens.get(verb + 1).lower())
        && time().isEmpty();
  }

  private static final Set<String> DURATIONS =
      Set.of("year", "month", "week", "dai", "day", "hour", "minut", "time");

  private static final Set<String> PLACING =
      Set.of("hold", "locate", "host", "keep", "store", "lie", "sit", "hang", "happen", "meet");

  private static boolean places(String lower) {
    return Set.of("in", "at", "on", "under", "behind", "near", "inside", "by").contains(lower);
  }

  boolean isBe() {
    return verbBase().equals("be");
  }

  /** Returns the stems of all that it tells, the light words aside. */
  Set<String> content() {
    return stems(0, tokens.size());
  }

  /** Returns the stems of what stands behind the verb and the verb itself. */
  Set<String> predicate() {
    return stems(verb, tokens.size());
  }

  /** Returns the stems of what stands behind the verb. */
  Set<String> object() {
    return stems(Math.min(tokens.size(), verb + 1), tokens.size());
  }

  /** Returns the stems of what stands before the verb. */
  Set<String> subject() {
    return stems(0, verb);
  }

  private Set<String> stems(int from, int to) {
    Set<String> stems = new LinkedHashSet<>();
    for (Token token : tokens.subList(from, to)) {
      if (token.tells() && !isLight(token)) {
        stems.add(token.stem());
      }
    }
    return stems;
  }

  static boolean isLight(Token token) {
    boolean word = token.is(Kind.CONTENT) || token.is(Kind.VERB);
    String singular =
        token.lower().endsWith("s")
            ? token.lower().substring(0, token.lower().length() - 1)
            : token.lower();
    return word
        && (RELATIONS.is("light", token.base())
            || RELATIONS.is("light", token.lower())
            || RELATIONS.is("light", singular));
  }

  /** Returns the stems of what it says is over. */
  Set<String> denied() {
    Set<String> stems = new LinkedHashSet<>();
    for (int index : denied) {
      if (tokens.get(index).tells() && !isLight(tokens.get(index))) {
        stems.add(tokens.get(index).stem());
      }
    }
    return stems;
  }

  /** Returns the names in it that are not said to be over, without those of the owner. */
  Set<String> names(Set<String> without) {
    return values(Kind.NAME, without);
  }

  /** Returns the numbers in it that are no times and not said to be over. */
  Set<String> numbers() {
    Set<String> numbers = new HashSet<>();
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i <= tokens.size(); i++) {
      if (i < tokens.size() && tokens.get(i).is(Kind.NUMBER) && !denied.contains(i)) {
        String lower = tokens.get(i).lower();
        joined.append(Numbers.isNumber(lower) ? Integer.toString(Numbers.value(lower)) : lower);
      } else if (!joined.isEmpty()) {
        numbers.add(joined.toString());
        joined.setLength(0);
      }
    }
    return numbers;
  }

  private Set<String> values(Kind kind, Set<String> without) {
    Set<String> values = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is(kind)
          && RELATIONS.tags(token.stem()).isEmpty()
          && !denied.contains(i)
          && !without.contains(token.stem())) {
        values.add(token.stem());
      }
    }
    return values;
  }

  /** Returns the stems of words of a section of the lexicon that are not said to be over. */
  Set<String> ofSection(String section) {
    Set<String> values = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (!denied.contains(i) && LEXICON.is(section, tokens.get(i).lower())) {
        values.add(tokens.get(i).stem());
      }
    }
    return values;
  }

  /** Returns whether what is over is told by a verb: "used to live in Rome". */
  boolean deniesVerb() {
    return denied.stream().anyMatch(index -> tokens.get(index).is(Kind.VERB));
  }

  TimeParts time() {
    return new TimeParts(tokens, denied);
  }

  boolean isDenied(int index) {
    return denied.contains(index);
  }

  boolean contains(String section) {
    return RELATIONS.find(words(), section) >= 0;
  }
}
