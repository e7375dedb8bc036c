package dev.recollect.memory.api.value;

/**
 * A place in a listing, opaque to callers: take it from a {@link Page} and pass it back unchanged.
 *
 * @param token what the store needs to go on; empty at the start
 */
public record Cursor(String token) {

  /** The beginning of a listing. */
  public static final Cursor START = new Cursor("");

  /** Returns whether this is the beginning of a listing. */
  public boolean isStart() {
    return token.isEmpty();
  }
}
