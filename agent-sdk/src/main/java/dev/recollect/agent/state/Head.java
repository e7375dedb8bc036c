package dev.recollect.agent.state;

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
 */
public record Head(
    int format,
    int turns,
    long projected,
    String windowFrom,
    @Nullable StoredSummary summary,
    @Nullable Claim claim) {

  /** The layout that this version writes. */
  public static final int FORMAT = 1;

  /** The head of a conversation without messages. */
  public static final Head EMPTY = new Head(FORMAT, 0, 0, "", null, null);

  /** Returns this head with a turn under way. */
  public Head withClaim(Claim newClaim) {
    int begun = Math.max(turns, newClaim.number());
    return new Head(format, begun, projected, windowFrom, summary, newClaim);
  }

  /** Returns this head without a turn under way. */
  public Head withoutClaim() {
    return new Head(format, turns, projected, windowFrom, summary, null);
  }

  /** Returns this head with a mark at least as high. */
  public Head withProjected(long sequence) {
    return new Head(format, turns, Math.max(projected, sequence), windowFrom, summary, claim);
  }

  /** Returns this head with another beginning of the window. */
  public Head withWindow(String from, @Nullable StoredSummary newSummary) {
    return new Head(format, turns, projected, from, newSummary, claim);
  }
}
