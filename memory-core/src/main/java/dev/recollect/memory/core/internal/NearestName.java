package dev.recollect.memory.core.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody who mistyped probably meant, by Levenshtein distance. */
public final class NearestName {

  private NearestName() {}

  /**
   * Returns the known name nearest to the one given, unless all are far: more than a third of the
   * longer name's characters, and more than two, would have to change.
   */
  public static Optional<String> among(Collection<String> known, String given) {
    return known.stream()
        .filter(name -> distance(name, given) <= tolerance(name, given))
        .min(
            Comparator.<String>comparingInt(name -> distance(name, given))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns {@code Did you mean 'x'?}, to stand behind a sentence; empty with nothing near. */
  public static String hint(Collection<String> known, String given) {
    return among(known, given).map(name -> " Did you mean '" + name + "'?").orElse("");
  }

  private static int tolerance(String left, String right) {
    return Math.max(2, Math.max(left.length(), right.length()) / 3);
  }

  /**
   * Returns how many characters must be put in, left out, changed or swapped with the one after
   * them; case does not count (optimal string alignment).
   */
  static int distance(String from, String to) {
    int[] beforeAbove = new int[to.length() + 1];
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = nextRow(above, row, from.charAt(row - 1), to);
      if (row > 1) {
        swapped(current, beforeAbove, from.substring(row - 2, row), to);
      }
      beforeAbove = above;
      above = current;
    }
    return above[to.length()];
  }

  private static int[] nextRow(int[] above, int row, char character, String to) {
    int[] current = new int[above.length];
    current[0] = row;
    for (int column = 1; column < current.length; column++) {
      int change = above[column - 1] + (same(character, to.charAt(column - 1)) ? 0 : 1);
      current[column] = Math.min(change, 1 + Math.min(above[column], current[column - 1]));
    }
    return current;
  }

  private static void swapped(int[] current, int[] beforeAbove, String lastTwo, String to) {
    for (int column = 2; column < current.length; column++) {
      if (same(lastTwo.charAt(0), to.charAt(column - 1))
          && same(lastTwo.charAt(1), to.charAt(column - 2))) {
        current[column] = Math.min(current[column], beforeAbove[column - 2] + 1);
      }
    }
  }

  private static boolean same(char left, char right) {
    return Character.toLowerCase(left) == Character.toLowerCase(right);
  }
}
