package dev.recollect.agent.fact;

import java.util.List;

/** Who a clause is about: the user, somebody with a name or a role, or left open. */
final class Owners {

  /** The user. */
  static final String USER = "@user";

  /** Somebody said before: he, she. */
  static final String OTHER = "@other";

  /** Nobody in particular. */
  static final String OPEN = "";

  private static final String THING = "*";
  private static final String NAMED = ":";

  private Owners() {}

  /** Returns whether both can be the same. */
  static boolean compatible(String one, String other) {
    if (isThing(one) && isThing(other)) {
      return one.equals(other);
    }
    if (isThing(one) || isThing(other)) {
      return !one.contains(OTHER) && !other.contains(OTHER) && open(one) && open(other);
    }
    if (one.contains(NAMED) || other.contains(NAMED)) {
      return sameNamed(one, other) || one.equals(OPEN) || other.equals(OPEN);
    }
    if (one.equals(other) || one.equals(OPEN) || other.equals(OPEN)) {
      return true;
    }
    return (one.equals(OTHER) && !other.equals(USER)) || (other.equals(OTHER) && !one.equals(USER));
  }

  /** Returns the owner that has a role and a name: my sister Anna. */
  static String named(String role, String name) {
    return role + NAMED + name;
  }

  /** "my sister Anna" may be "my sister", and "Anna". */
  private static boolean sameNamed(String one, String other) {
    List<String> first = List.of(one.split(NAMED, -1));
    List<String> second = List.of(other.split(NAMED, -1));
    return first.size() == second.size()
        ? first.equals(second)
        : first.stream().anyMatch(second::contains);
  }

  /** Returns the owner of what a clause tells of a thing. */
  static String thing(String stem) {
    return THING + stem;
  }

  private static boolean isThing(String owner) {
    return owner.startsWith(THING);
  }

  private static boolean open(String owner) {
    return isThing(owner) || owner.equals(OPEN) || owner.equals(USER);
  }

  /** Returns whether both are certainly the same, or both left open. */
  static boolean same(String one, String other) {
    return one.equals(other)
        || ((one.contains(NAMED) || other.contains(NAMED)) && sameNamed(one, other))
        || (compatible(one, other) && (one.equals(OTHER) || other.equals(OTHER)));
  }

  /** Returns the owner of something of the owner's: the sister of Sam. */
  static String of(String owner, String person) {
    return owner.equals(USER) || owner.equals(OPEN) ? person : owner + ">" + person;
  }
}
