package dev.recollect.agent.offline;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.offline.Frame.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a newer statement makes an older one out of date: they speak of the same subject
 * and attribute, and both cannot hold at once.
 *
 * <p>A statement marked as a correction ("now", "actually", "no longer") replaces more readily than
 * an unmarked one, which must state an attribute that has one value at a time.
 */
final class Supersession {

  private static final Lexicon LEXICON = Lexicon.english();

  private Supersession() {}

  /** Returns whether the newer text makes the older one, or a clause of it, out of date. */
  static boolean replaces(String newer, String older) {
    String corrected = Terms.key(Plan.saidAfter(newer));
    String old = Terms.key(older);
    if (!corrected.isEmpty() && (corrected.endsWith(old) || old.endsWith(corrected))) {
      return true;
    }
    return contradicts(Plan.withoutContext(newer), Plan.withoutContext(older));
  }

  private static boolean contradicts(String newer, String older) {
    boolean marked = Framing.isCorrection(newer);
    List<Frame> olderFrames = FrameReader.read(older);
    List<Frame> newerFrames = FrameReader.read(newer);
    return newerFrames.stream()
            .anyMatch(frame -> olderFrames.stream().anyMatch(old -> replaces(frame, old, marked)))
        || (marked && deniesWords(newer, newerFrames, older, olderFrames));
  }

  private static boolean replaces(Frame newer, Frame older, boolean marked) {
    if (!Subjects.same(newer.subject(), older.subject()) || (older.negated() && newer.negated())) {
      return changesOccupation(newer, older, marked);
    }
    if (newer.attribute().equals(Frame.CHANGE)) {
      return !older.attribute().equals(Frame.CHANGE)
          ? isState(older, newer)
          : !newer.value().equals(older.value());
    }
    if (!sameAttribute(newer, older)) {
      return false;
    }
    if (newer.negated() != older.negated()) {
      return newer.value().isEmpty() || overlap(newer.value(), older.value());
    }
    return !newer.value().equals(older.value()) && excludes(newer, older, marked);
  }

  private static boolean sameAttribute(Frame newer, Frame older) {
    return newer.attribute().equals(older.attribute())
        || (older.attribute().equals(Frame.CHANGE) && newer.attribute().startsWith(Frame.BE))
        || (isAppointment(newer) && isAppointment(older));
  }

  private static boolean isAppointment(Frame frame) {
    return frame.attribute().startsWith(Frame.BE) && frame.shape() == Shape.TIME;
  }

  private static boolean isState(Frame older, Frame newer) {
    boolean ofKind =
        older.shape() == newer.shape() || newer.shape() == Shape.OTHER || singleValued(older);
    return (older.attribute().startsWith(Frame.BE) && ofKind) || older.attribute().equals("name");
  }

  private static boolean excludes(Frame newer, Frame older, boolean marked) {
    String attribute = newer.attribute();
    if (attribute.equals("name") || attribute.equals("home")) {
      return true;
    }
    if (newer.value().contains("instead") || (isAppointment(newer) && isAppointment(older))) {
      return true;
    }
    if (attribute.equals(Frame.BE_AT) && (marked || !newer.head().isEmpty())) {
      return (newer.shape() == Shape.TIME) == (older.shape() == Shape.TIME);
    }
    if (attribute.equals(Frame.BE_AT) || older.attribute().equals(Frame.CHANGE)) {
      return newer.shape() == older.shape();
    }
    if (attribute.equals(Frame.BE)) {
      boolean alike = newer.shape() == older.shape();
      boolean tellsApart = newer.shape() != Shape.OTHER || (marked && !newer.head().isEmpty());
      return singleValued(older) || (alike && tellsApart);
    }
    if (LEXICON.isMultiValued(attribute)) {
      return onlyNumbersDiffer(newer.value(), older.value())
          || (marked && overlap(newer.value(), older.value()));
    }
    return marked;
  }

  private static boolean singleValued(Frame frame) {
    return LEXICON.isSingleValued(frame.head())
        || frame.subject().stream()
            .anyMatch(segment ->
                segment.contains(LEXICON.stem("favourite"))
                    || segment.contains(LEXICON.stem("favorite")));
  }

  /** "I am a teacher now" after "I work as a nurse" or "I am a nurse". */
  private static boolean changesOccupation(Frame newer, Frame older, boolean marked) {
    return marked
        && newer.attribute().equals(Frame.BE)
        && newer.subject().equals(List.of(Frame.USER))
        && newer.shape() == Shape.OCCUPATION
        && older.subject().equals(List.of(Frame.USER, List.of("job")));
  }

  private static boolean onlyNumbersDiffer(Set<String> newer, Set<String> older) {
    return !numbers(newer).isEmpty()
        && !numbers(older).isEmpty()
        && !numbers(newer).equals(numbers(older))
        && overlap(without(newer, numbers(newer)), without(older, numbers(older)));
  }

  /** "not X", "instead of X", "rather than X", "left X": what the newer text says is over. */
  private static boolean deniesWords(
      String newer, List<Frame> newerFrames, String older, List<Frame> olderFrames) {
    Set<String> denied = Denials.of(newer);
    if (denied.isEmpty() || !overlap(denied, Terms.stems(older))) {
      return false;
    }
    return newerFrames.stream()
        .anyMatch(frame ->
            olderFrames.stream().anyMatch(old -> Subjects.same(frame.subject(), old.subject())));
  }

  private static Set<String> numbers(Set<String> stems) {
    Set<String> numbers = new HashSet<>(stems);
    numbers.removeIf(stem -> stem.chars().noneMatch(Character::isDigit) && !LEXICON.isNumber(stem));
    return numbers;
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static boolean overlap(Set<String> one, Set<String> other) {
    return one.stream().anyMatch(other::contains);
  }
}
