package dev.recollect.cli;

import java.util.Locale;

/** Numbers of things in words. */
final class Counted {

  private Counted() {}

  /** Returns a number and what is counted, {@code 1 document} or {@code 1,200 documents}. */
  static String of(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }
}
