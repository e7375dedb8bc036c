package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;

/**
 * A place in a listing, opaque to callers: take it from a {@link Page} and pass it back unchanged.
 *
 * @param token what the store needs to go on; empty at the start
 */
public record Cursor(String token) {

  /** The beginning of a listing. */
  public static final Cursor START = new Cursor("");

  /**
   * Returns a cursor that a store hands out; {@link #place} reads it back.
   *
   * @param listing what is listed, the same for all pages of a kind, without a colon
   * @param place where to go on
   */
  public static Cursor of(String listing, String place) {
    return new Cursor(listing + ":" + place);
  }

  /** Returns whether this is the beginning of a listing. */
  public boolean isStart() {
    return token.isEmpty();
  }

  /**
   * Returns the place of a cursor that {@link #of} made for a listing; empty at the start.
   *
   * @throws MemoryException INVALID if it was made for another listing or by no store at all
   */
  public String place(String listing) {
    if (isStart()) {
      return "";
    }
    if (!token.startsWith(listing + ":")) {
      throw MemoryException.invalid(
          "the cursor is none that a page of this listing had; pass on the one of the last page");
    }
    return token.substring(listing.length() + 1);
  }
}
