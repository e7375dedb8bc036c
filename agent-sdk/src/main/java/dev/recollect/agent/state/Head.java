package dev.recollect.agent.state;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.StateEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation is beside its messages; every commit of a turn replaces it, so that of two
 * writers one loses.
 *
 * @param format version of this layout
 * @param turns how many turns have begun
 * @param projected the highest sequence that recall memory certainly has, 0 for none
 * @param windowFrom where the window begins, as {@link Position#key()}; empty for the first message
 * @param summary what is left of the messages before the window, or null
 * @param claim the turn under way, or null
 * @param warned whether the model was told that the window fills, since something left it
 * @param pausedUntil until when the clock wakes nobody, ISO-8601, or null
 * @param blocks what core memory was when the model last saw it, or null
 */
public record Head(
    int format,
    int turns,
    long projected,
    String windowFrom,
    @Nullable StoredSummary summary,
    @Nullable Claim claim,
    boolean warned,
    @Nullable String pausedUntil,
    @Nullable SeenBlocks blocks) {

  /** The layout that this version writes. */
  public static final int FORMAT = 1;

  /** The head of a conversation without messages. */
  public static final Head EMPTY = new Head(FORMAT, 0, 0, "", null, null, false, null, null);

  /**
   * Returns the head that an entry holds.
   *
   * @throws MemoryException INCOMPATIBLE if a later version wrote it, CORRUPT if it is none
   */
  public static Head read(StateEntry entry) {
    Head head = StateJson.read(entry, Head.class);
    if (head.format() > FORMAT) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "the conversation was written in format "
              + head.format()
              + " and this version reads up to "
              + FORMAT
              + "; use the version that wrote it");
    }
    return head;
  }

  /** Returns this head with a turn under way. */
  public Head withClaim(Claim newClaim) {
    return with(Math.max(turns, newClaim.number()), projected, newClaim);
  }

  /** Returns this head without a turn under way. */
  public Head withoutClaim() {
    return with(turns, projected, null);
  }

  /** Returns this head with a mark at least as high. */
  public Head withProjected(long sequence) {
    return with(turns, Math.max(projected, sequence), claim);
  }

  private Head with(int newTurns, long newProjected, @Nullable Claim newClaim) {
    return new Head(
        format, newTurns, newProjected, windowFrom, summary, newClaim, warned, pausedUntil, blocks);
  }

  /** Returns this head with another summary. */
  public Head withSummary(@Nullable StoredSummary newSummary) {
    return withWindow(windowFrom, newSummary, warned);
  }

  /** Returns this head with another window. */
  public Head withWindow(String from, @Nullable StoredSummary newSummary, boolean newWarned) {
    return new Head(
        format, turns, projected, from, newSummary, claim, newWarned, pausedUntil, blocks);
  }

  /** Returns this head with another end of the pause of heartbeats. */
  public Head withPausedUntil(@Nullable String until) {
    return new Head(format, turns, projected, windowFrom, summary, claim, warned, until, blocks);
  }

  /** Returns this head with what core memory is. */
  public Head withBlocks(@Nullable SeenBlocks seen) {
    return new Head(
        format, turns, projected, windowFrom, summary, claim, warned, pausedUntil, seen);
  }
}
