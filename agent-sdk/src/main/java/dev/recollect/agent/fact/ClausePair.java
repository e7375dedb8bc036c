package dev.recollect.agent.fact;

import dev.recollect.agent.language.Lexicon;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An older and a newer clause, and the rules by which the newer one contradicts the older one. */
final class ClausePair {

  /** What a denial must share with what it denies, as a share of its own words. */
  private static final double DENIED_SHARE = 0.6;

  private static final double DENIED_SHARE_MARKED = 0.3;

  private static final Lexicon LEXICON = Lexicon.english();
  private static final Relations RELATIONS = Relations.english();
  private static final Set<String> CHANGES_ANYTHING =
      Set.of("change", "switch", "become", "replace", "update", "convert", "swap", "trade", "turn");

  private final Clause older;
  private final Clause newer;

  ClausePair(Clause older, Clause newer) {
    this.older = older;
    this.newer = newer;
  }

  boolean contradict() {
    Cues cues = newer.cues();
    if (cues.question() || older.cues().question() || isConditional()) {
      return false;
    }
    boolean wishes = cues.tentative() && !(older.cues().tentative() && cues.change());
    if (wishes) {
      return false;
    }
    if (isOver()) {
      return true;
    }
    if (cues.transientOnly() && !cues.change()) {
      return false;
    }
    if (cues.additive() && !cues.negated()) {
      return false;
    }
    if (isDenied() || isDenialTakenBack()) {
      return true;
    }
    if (older.topics().stream().anyMatch(this::arrives)) {
      return true;
    }
    if (cues.over() && !cues.change()) {
      return false;
    }
    return (!older.cues().over() || cues.change()) && differs();
  }

  private boolean isConditional() {
    return !older.words().isEmpty() && older.words().get(0).lower().equals("if");
  }

  private boolean ownersCompatible() {
    return Owners.compatible(older.owner(), newer.owner());
  }

  /** "sold the Ford", "from Berlin", "Karen retired". */
  private boolean isOver() {
    Set<String> denied = newer.denied();
    if (denied.isEmpty() || older.cues().over() || older.cues().negated()) {
      return false;
    }
    boolean subjectOver = newer.subject().stream().anyMatch(denied::contains);
    Set<String> said = older.content();
    long shared = said.stream().filter(denied::contains).count();
    if (shared == 0 || (newer.deniesVerb() && shared < DENIED_SHARE * denied.size())) {
      return false;
    }
    if (subjectOver) {
      return subjectState(denied);
    }
    boolean ofSame =
        older.topics().stream()
            .anyMatch(topic ->
                topic.owner().equals(newer.owner())
                    && (!topic.subject() || denied.contains(topic.key())));
    return ownersCompatible()
        && (ofSame || !sharedOnlyAsSubject(denied))
        && !modifiersConflict(denied);
  }

  /** "Karen retired" ends what Karen was for somebody; "Whiskers died" ends more. */
  private boolean subjectState(Set<String> denied) {
    boolean inPredicate = older.predicate().stream().anyMatch(denied::contains);
    boolean role =
        older.isBe()
            || older.topics().stream()
                .anyMatch(topic -> topic.single() || topic.key().equals("#job"));
    boolean leaves = newer.contains("role-end");
    if (inPredicate) {
      return role || !leaves;
    }
    return role && (!leaves || older.verbBase().equals("work"));
  }

  private boolean sharedOnlyAsSubject(Set<String> denied) {
    return older.object().stream().noneMatch(denied::contains)
        && older.subject().stream().anyMatch(denied::contains);
  }

  private boolean modifiersConflict(Set<String> denied) {
    for (Topic old : older.topics()) {
      for (Topic now : newer.topics()) {
        boolean same = old.key().equals(now.key()) && newer.isDenied(now.index());
        if (same && !denied.isEmpty() && !modifiersCompatible(old, now, false)) {
          return true;
        }
      }
    }
    return false;
  }

  /** "I don't eat fish" after "I eat fish". */
  private boolean isDenied() {
    if (!newer.cues().negated() || older.cues().negated() || !ownersCompatible()) {
      return false;
    }
    if (newer.content().stream().anyMatch(older.denied()::contains)) {
      return false;
    }
    double needed = newer.cues().change() ? DENIED_SHARE_MARKED : DENIED_SHARE;
    return covers(newer, older, needed) && !older.cues().over();
  }

  /** "I eat fish again" after "I don't eat fish". */
  private boolean isDenialTakenBack() {
    return older.cues().negated()
        && !newer.cues().negated()
        && ownersCompatible()
        && (!newer.cues().over() || newer.cues().change() || older.says("never"))
        && covers(older, newer, DENIED_SHARE);
  }

  /** Returns whether the second clause has enough of what the first one denies. */
  private static boolean covers(Clause denial, Clause other, double needed) {
    Set<String> said = denial.object().isEmpty() ? denial.content() : denial.object();
    Set<String> known = other.content();
    if (said.isEmpty()) {
      return false;
    }
    long shared =
        said.stream().filter(stem -> known.stream().anyMatch(k -> alike(stem, k))).count();
    return shared > 0 && (double) shared / said.size() >= needed;
  }

  private static boolean alike(String one, String other) {
    return one.equals(other) || LEXICON.related(one, other);
  }

  private boolean differs() {
    return stateExcluded()
        || sameFrame()
        || countsAnew()
        || fulfils()
        || takesPlaceOf()
        || older.topics().stream().anyMatch(this::isReplaced);
  }

  /** The same subject and verb with another time or count: "it starts at 9", "it starts at 10". */
  private boolean sameFrame() {
    boolean comparable =
        older.verbBase().equals(newer.verbBase())
            && Owners.same(older.owner(), newer.owner())
            && !newer.cues().transientOnly()
            && !newer.cues().over()
            && older.cues().negated() == newer.cues().negated();
    if (!comparable) {
      return false;
    }
    boolean thing = !older.subject().isEmpty() && older.subject().equals(newer.subject());
    boolean definite = thing && older.startsDefinite();
    Difference difference = new Difference(older, newer);
    if (difference.counts() && (thing || older.subject().equals(newer.subject()))) {
      return true;
    }
    return definite
        && (difference.times() || (older.isBe() && difference.names() && !older.isPlace()));
  }

  /** All that the older clause tells, with another count. */
  private boolean countsAnew() {
    Set<String> said = new HashSet<>(older.content());
    said.removeIf(stem -> stem.chars().anyMatch(Character::isDigit) || Numbers.isNumber(stem));
    boolean same =
        newer.content().containsAll(said)
            && Owners.same(older.owner(), newer.owner())
            && older.cues().negated() == newer.cues().negated()
            && !newer.cues().over();
    Difference difference = new Difference(older, newer);
    boolean definite = older.startsDefinite() && older.subject().equals(newer.subject());
    return same && (difference.counts() || (said.size() > 2 && definite && difference.numbers()));
  }

  /** "I landed a job" after "I am looking for a job". */
  private boolean fulfils() {
    boolean found =
        older.contains("seeking")
            && newer.tokens().stream().anyMatch(token -> RELATIONS.is("finding", token.base()));
    return found
        && Owners.same(older.owner(), newer.owner())
        && older.object().stream().anyMatch(newer.object()::contains);
  }

  /** "BlueSoft was renamed Nimbus" after "the company is called BlueSoft". */
  private boolean takesPlaceOf() {
    boolean renames =
        newer.tokens().stream().anyMatch(token -> RELATIONS.is("renaming", token.base()));
    return renames
        && older.object().stream().anyMatch(newer.subject()::contains)
        && !older.cues().over();
  }

  /** "the launch slipped to May" after "the launch is in March". */
  private boolean arrives(Topic old) {
    return !old.verb()
        && !older.cues().over()
        && !newer.isBe()
        && newer.cues().negated() == older.cues().negated()
        && newer.topics().stream()
            .anyMatch(now ->
                old.key().equals(now.key())
                    && !now.verb()
                    && !RELATIONS.is("person", old.key())
                    && Owners.compatible(old.owner(), now.owner())
                    && modifiersCompatible(old, now, false)
                    && new Difference(older, newer, old, now).arrives());
  }

  private boolean isReplaced(Topic old) {
    return newer.topics().stream()
        .filter(now -> !newer.isDenied(now.index()))
        .anyMatch(now ->
            old.key().equals(now.key())
                ? isOtherValue(old, now) || isChanged(old, now)
                : isPartOf(old, now));
  }

  /** "my piano lesson is on Thursday now" after "I have piano on Tuesday". */
  private boolean isPartOf(Topic old, Topic now) {
    return newer.cues().change()
        && !newer.cues().moves()
        && (now.modifiers().contains(old.key()) || old.modifiers().contains(now.key()))
        && Owners.compatible(old.owner(), now.owner())
        && new Difference(older, newer, old, now).conflict();
  }

  /** Another value of something that has one at a time, without a word of change. */
  private boolean isOtherValue(Topic old, Topic now) {
    if (newer.cues().transientOnly() || older.cues().transientOnly() || newer.cues().over()) {
      return false;
    }
    boolean sameThing =
        Owners.same(old.owner(), now.owner()) && modifiersCompatible(old, now, true);
    if (!sameThing || newer.cues().negated() != older.cues().negated()) {
      return false;
    }
    Difference difference = new Difference(older, newer, old, now);
    if (old.single() && now.single()) {
      return difference.conflict()
          || (old.key().startsWith("favourite") && difference.otherWords())
          || (both() && difference.sameShape() && !difference.sharesValue());
    }
    return old.subject() && now.subject() && both() && difference.conflictOfKind();
  }

  private boolean both() {
    return (older.isPlace() && newer.isPlace())
        || (older.isBe() && newer.isBe() && !older.isPlace() && !newer.isPlace());
  }

  /** The same thing, and the newer clause says that it changed. */
  private boolean isChanged(Topic old, Topic now) {
    boolean change = newer.cues().change();
    if (isOtherKind(old, now)) {
      return true;
    }
    if ((!change && !newer.cues().weak())
        || (old.verb() && now.verb() && !comparableVerb(old, now))) {
      return false;
    }
    if (!Owners.compatible(old.owner(), now.owner())
        || (!modifiersCompatible(old, now, false) && !isResult(now))) {
      return false;
    }
    if (newer.cues().moves() && !movable(old, now)) {
      return false;
    }
    Difference difference = new Difference(older, newer, old, now);
    if (difference.sharesValue()) {
      return false;
    }
    return difference.conflict() || (change && difference.otherWords() && sameKind());
  }

  /** A verb that only repeats says too little, unless it is marked and of the same person. */
  private boolean comparableVerb(Topic old, Topic now) {
    boolean marked = newer.contains("change-phrase") || newer.says("now");
    return old.key().startsWith("#")
        || (marked && Owners.same(old.owner(), now.owner()) && !newer.cues().over());
  }

  /** "the day shift" after "the night shift". */
  private boolean isOtherKind(Topic old, Topic now) {
    return old.single()
        && now.single()
        && !old.subject()
        && !now.subject()
        && (newer.cues().change() || newer.cues().weak())
        && Owners.same(old.owner(), now.owner())
        && !modifiersCompatible(old, now, false);
  }

  /** "promoted to senior developer": what tells it from others is what is new. */
  private boolean isResult(Topic now) {
    return newer.tokens().subList(0, now.index()).stream()
            .anyMatch(token -> Set.of("to", "into").contains(token.lower()))
        && newer.cues().change();
  }

  /** Moving changes where somebody lives, where something is, or when. */
  private boolean movable(Topic topic, Topic now) {
    boolean object = now.index() > newer.verb() && !now.verb();
    return object
        || topic.key().equals("#home")
        || older.isPlace()
        || !older.time().isEmpty()
        || (!RELATIONS.is("person", topic.key()) && !newer.time().isEmpty());
  }

  private boolean sameKind() {
    String now = newer.verbBase();
    String before = older.verbBase();
    return now.equals(before)
        || CHANGES_ANYTHING.contains(now)
        || newer.tokens().stream().anyMatch(token -> RELATIONS.changes(token.base()))
        || older.isPlace() == newer.isPlace();
  }

  private static boolean modifiersCompatible(Topic old, Topic now, boolean strictly) {
    Set<String> one = old.modifiers();
    Set<String> other = now.modifiers();
    if (strictly) {
      return one.equals(other);
    }
    return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
  }

  /** Married, divorced; vegan, vegetarian. */
  private boolean stateExcluded() {
    if (!ownersCompatible() || older.cues().negated() || newer.cues().negated()) {
      return false;
    }
    return RELATIONS.exclusives().stream().anyMatch(this::excludes);
  }

  private boolean excludes(Relations.Exclusive states) {
    Set<Integer> before = present(older, states);
    Set<Integer> now = present(newer, states);
    boolean other =
        before.size() == 1 && !now.isEmpty() && now.stream().noneMatch(before::contains);
    boolean told =
        states.byChange()
            && newer.cues().change()
            && Owners.same(older.owner(), newer.owner())
            && !older.owner().equals(Owners.OPEN);
    if (!other || (!states.speaksForItself() && !told && !sharesSubject(states))) {
      return false;
    }
    return states.speaksForItself()
        ? Owners.same(older.owner(), newer.owner())
        : newer.cues().change() || Owners.same(older.owner(), newer.owner());
  }

  private boolean sharesSubject(Relations.Exclusive states) {
    Set<String> shared = new HashSet<>(older.content());
    shared.addAll(keys(older));
    Set<String> other = new HashSet<>(newer.content());
    other.addAll(keys(newer));
    shared.retainAll(other);
    Set<String> members = new HashSet<>();
    states
        .alternatives()
        .forEach(some ->
            some.forEach(phrase -> phrase.forEach(word -> members.add(RELATIONS.stem(word)))));
    shared.removeAll(members);
    shared.remove(older.owner());
    return !shared.isEmpty()
        || (newer.cues().change() && !newer.cues().moves() && states.name().equals("presence"));
  }

  private static Set<String> keys(Clause clause) {
    Set<String> keys = new HashSet<>();
    clause.topics().forEach(topic -> keys.add(topic.key()));
    return keys;
  }

  private static Set<Integer> present(Clause clause, Relations.Exclusive states) {
    Set<Integer> present = new HashSet<>();
    for (int i = 0; i < states.alternatives().size(); i++) {
      for (List<String> phrase : states.alternatives().get(i)) {
        if (clause.holds(phrase)) {
          present.add(i);
        }
      }
    }
    return present;
  }
}
