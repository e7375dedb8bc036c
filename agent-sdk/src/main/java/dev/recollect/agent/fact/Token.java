package dev.recollect.agent.fact;

import dev.recollect.agent.language.Word;

/**
 * A word of a clause and what it is.
 *
 * @param word as it stands there
 * @param base its base form
 * @param stem what it is compared by
 * @param kind what it is
 */
record Token(Word word, String base, String stem, Kind kind) {

  /** What a word can be. */
  enum Kind {
    /** A verb that is no auxiliary. */
    VERB,
    /** A noun or adjective. */
    CONTENT,
    /** A proper name. */
    NAME,
    /** A number. */
    NUMBER,
    /** A day, month, date or time. */
    TIME,
    /** A word without content of its own. */
    FUNCTION
  }

  String lower() {
    return word.lower();
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Returns whether it says something. */
  boolean tells() {
    return kind != Kind.FUNCTION;
  }
}
