package dev.recollect.memory.api.tier;

/** What the limit of a block counts. */
public enum LimitUnit {

  /** Unicode code points; refused wherever a longer text is made. */
  CHARACTERS,

  /**
   * Tokens, as the model in use counts them; refused where an agent is open: by the tools with
   * which its model edits, at its creation, and by its {@code core()}. A memory that is open
   * without a model cannot count them and refuses only what has more than {@link
   * MemoryBlock#LARGEST_LIMIT} characters.
   *
   * <p>Models count differently, so a block may be over its limit when another one takes the agent
   * over: from then on edits have to make it shorter until it fits.
   */
  TOKENS
}
