package dev.recollect.agent.offline;

/**
 * One sentence or clause of the user's message and what it asks of the model.
 *
 * @param kind what it is
 * @param text the user's own words that matter: what to file, or the question
 * @param topic the text without the words that only frame it, for searching
 */
record Utterance(Kind kind, String text, String topic) {

  /** What a sentence can be. */
  enum Kind {
    /** States something to remember. */
    FACT,
    /** States something that replaces what was said before. */
    CORRECTION,
    /** Asks for something that may be in memory. */
    QUESTION,
    /** Asks what the model knows about the user. */
    OVERVIEW,
    /** Asks about the model itself. */
    SELF,
    /** Asks for something to be done that the model cannot do. */
    REQUEST,
    /** Greets. */
    GREETING,
    /** Thanks. */
    THANKS,
    /** Takes leave. */
    FAREWELL,
    /** Says nothing that could be kept. */
    CHAT
  }

  /** Returns whether it is to be filed. */
  boolean isFiled() {
    return kind == Kind.FACT || kind == Kind.CORRECTION;
  }
}
