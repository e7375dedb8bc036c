package dev.recollect.memory.tck.report;

/** What a check of a contract said about a backend. */
public enum Verdict {
  /** It holds. */
  PROVEN,
  /** The backend declares not to have what it is about, and refuses it in the right way. */
  REFUSED,
  /** It was not run, or not to its end; the reason says why. */
  NOT_PROVEN,
  /** It does not hold. */
  FAILED
}
