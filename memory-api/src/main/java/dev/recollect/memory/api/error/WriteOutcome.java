package dev.recollect.memory.api.error;

import java.util.List;

/** What a failed call had written by the time it failed. */
public sealed interface WriteOutcome {

  /** Nothing was written; also the outcome of a call that only reads. */
  record NotApplied() implements WriteOutcome {}

  /** Everything was written, the fault came afterwards. */
  record Applied() implements WriteOutcome {}

  /**
   * Some records were written.
   *
   * @param applied ids that are certainly written
   * @param unknown ids that may or may not be written; all others are certainly not
   */
  record Partial(List<String> applied, List<String> unknown) implements WriteOutcome {
    /** Copies both lists. */
    public Partial {
      applied = List.copyOf(applied);
      unknown = List.copyOf(unknown);
    }
  }

  /** It cannot be known whether anything was written, for example after an interrupt. */
  record Unknown() implements WriteOutcome {}
}
