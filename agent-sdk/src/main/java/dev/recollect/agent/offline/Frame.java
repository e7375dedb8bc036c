package dev.recollect.agent.offline;

import java.util.List;
import java.util.Set;

/**
 * What a clause says about what: two clauses of one frame that differ in value cannot both be
 * current.
 *
 * @param subject from owner to owned, the stems of each ({@code my dog's name}: user, dog, name)
 * @param attribute the stem of the verb, or the attribute it states
 * @param value the stems of what is said of it
 * @param shape what kind of value that is
 * @param negated whether the clause denies it
 */
record Frame(
    List<List<String>> subject, String attribute, Set<String> value, Shape shape, boolean negated) {

  /** How the user is written in a subject. */
  static final List<String> USER = List.of("@user");

  /** Being something. */
  static final String BE = "be";

  /** Being somewhere or at some time. */
  static final String BE_AT = "be at";

  /** Having changed to something. */
  static final String CHANGE = "change";

  /** What kind of value a clause states. */
  enum Shape {
    /** A day, date or time. */
    TIME,
    /** A number. */
    NUMBER,
    /** A colour. */
    COLOUR,
    /** What somebody does for a living. */
    OCCUPATION,
    /** A proper name. */
    PROPER,
    /** Anything else. */
    OTHER
  }

  /** Copies the collections. */
  Frame {
    subject = subject.stream().map(List::copyOf).toList();
    value = Set.copyOf(value);
  }

  /** Returns the word that names the subject, empty for the user alone. */
  String head() {
    return head(subject);
  }

  /** Returns what the clause tells although it need not say so: "I turned 40" tells an age. */
  Set<String> attributes() {
    return subject.contains(List.of("age")) || subject.contains(List.of("job"))
        ? Set.of(head())
        : Set.of(attribute);
  }

  /** Returns the word that names a subject, empty for the user alone. */
  static String head(List<List<String>> subject) {
    List<String> last = subject.isEmpty() ? USER : subject.get(subject.size() - 1);
    return last.equals(USER) ? "" : last.get(last.size() - 1);
  }
}
