package dev.recollect.agent.fact;

import dev.recollect.agent.language.Lexicon;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What two clauses tell of one topic, compared value by value. */
final class Difference {

  private static final Relations RELATIONS = Relations.english();
  private static final Lexicon LEXICON = Lexicon.english();
  private static final Set<String> ARRIVING = Set.of("to", "until", "till", "into");
  private static final Set<String> COUNTRIES = countries();

  private final Clause older;
  private final Clause newer;
  private final Topic old;
  private final Topic now;

  Difference(Clause older, Clause newer, Topic old, Topic now) {
    this.older = older;
    this.newer = newer;
    this.old = old;
    this.now = now;
  }

  /** Compares clauses of which the topics are their subjects. */
  Difference(Clause older, Clause newer) {
    this(older, newer, topic(older), topic(newer));
  }

  private static Topic topic(Clause clause) {
    return new Topic("", clause.owner(), clause.subject(), false, false, true, 0);
  }

  private static Set<String> countries() {
    Set<String> names = new HashSet<>();
    for (String code : Locale.getISOCountries()) {
      String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
      names.add(LEXICON.stem(name.toLowerCase(Locale.ROOT)));
    }
    return Set.copyOf(names);
  }

  /** Returns whether both tell a value of one kind, and not the same. */
  boolean conflict() {
    return times()
        || namesConflict()
        || numbersConflict()
        || sectionConflict("colour")
        || sectionConflict("occupation");
  }

  /** As {@link #conflict}, of things that need not have one value at a time. */
  boolean conflictOfKind() {
    return times()
        || (numbersConflict() && units())
        || sectionConflict("colour")
        || (older.isPlace() && newer.isPlace() && (otherWords() && !sharesValue()));
  }

  /** Returns whether both values are told in the same way: "is to …", "is a …". */
  boolean sameShape() {
    String before = afterVerb(older);
    boolean shaped = before.equals(afterVerb(newer)) && Set.of("to", "a", "an").contains(before);
    return shaped && otherWords() && older.time().isEmpty() && newer.time().isEmpty();
  }

  private static String afterVerb(Clause clause) {
    int next = clause.verb() + 1;
    return next < clause.tokens().size() ? clause.tokens().get(next).lower() : "";
  }

  /** Returns whether both count the same and arrive at other numbers. */
  boolean counts() {
    Map<String, String> after = newer.counts();
    return older.counts().entrySet().stream()
        .anyMatch(entry ->
            after.containsKey(entry.getKey())
                && !after.get(entry.getKey()).equals(entry.getValue()));
  }

  /** Returns whether the newer one arrives "at", "to", "until" another value of the same kind. */
  boolean arrives() {
    List<Token> tokens = newer.tokens();
    for (int i = 1; i < tokens.size(); i++) {
      boolean value =
          tokens.get(i).is(Token.Kind.TIME)
              || tokens.get(i).is(Token.Kind.NUMBER)
              || tokens.get(i).is(Token.Kind.NAME);
      if (value && ARRIVING.contains(tokens.get(i - 1).lower())) {
        return conflict();
      }
    }
    return false;
  }

  /** Returns whether both name somebody or something, and not the same. */
  boolean names() {
    return namesConflict();
  }

  boolean times() {
    return older.time().differsFrom(newer.time());
  }

  private boolean namesConflict() {
    Set<String> before = older.names(aside(old, older));
    Set<String> after = newer.names(aside(now, newer));
    return !before.isEmpty()
        && !after.isEmpty()
        && before.stream().noneMatch(after::contains)
        && sameGrain(before, after);
  }

  private Set<String> aside(Topic topic, Clause clause) {
    Set<String> aside = new HashSet<>(topic.modifiers());
    if (older.owner().equals(newer.owner()) || !topic.owner().equals(clause.owner())) {
      aside.add(topic.owner());
    }
    boolean shared = older.owner().equals(newer.owner());
    if (shared || topic.verb()) {
      aside.addAll(List.of(clause.owner().split(":", -1)));
    }
    return aside;
  }

  /** A city does not contradict a country, unless somebody moved. */
  private boolean sameGrain(Set<String> before, Set<String> after) {
    return newer.cues().change() || isRegion(before) == isRegion(after);
  }

  private static boolean isRegion(Set<String> names) {
    return names.stream()
        .anyMatch(name -> COUNTRIES.contains(name) || RELATIONS.is("region", name));
  }

  /** Returns whether both have numbers, and not the same. */
  boolean numbers() {
    return numbersConflict();
  }

  private boolean numbersConflict() {
    Set<String> before = older.numbers();
    Set<String> after = newer.numbers();
    return !before.isEmpty() && !after.isEmpty() && before.stream().noneMatch(after::contains);
  }

  /** Returns whether the numbers count the same. */
  private boolean units() {
    Set<String> shared = new HashSet<>(older.object());
    shared.retainAll(newer.object());
    boolean bare = older.object().size() <= 2 && newer.object().size() <= 2;
    return !shared.isEmpty() || bare;
  }

  private boolean sectionConflict(String section) {
    Set<String> before = older.ofSection(section);
    Set<String> after = newer.ofSection(section);
    return !before.isEmpty() && !after.isEmpty() && before.stream().noneMatch(after::contains);
  }

  /** Returns whether the newer clause tells something of the topic that the older one does not. */
  boolean otherWords() {
    Set<String> more = new HashSet<>(newer.content());
    more.removeAll(older.content());
    more.remove(now.key());
    more.remove(newer.owner());
    return !more.isEmpty() || !newer.time().isEmpty() || !newer.numbers().isEmpty();
  }

  /** Returns whether both tell the same value. */
  boolean sharesValue() {
    Set<String> before = older.names(aside(old, older));
    before.retainAll(newer.names(aside(now, newer)));
    Set<String> numbers = older.numbers();
    numbers.retainAll(newer.numbers());
    boolean time = older.time().comparableWith(newer.time()) && !times();
    return !before.isEmpty() || !numbers.isEmpty() || (time && !namesConflict());
  }
}
