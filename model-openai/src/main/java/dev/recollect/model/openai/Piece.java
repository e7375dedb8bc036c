package dev.recollect.model.openai;

/** What a server sends in answer to a request. */
sealed interface Piece {

  /**
   * The whole answer at once.
   *
   * @param body its text; bytes that are no UTF-8 are replaced
   */
  record Whole(String body) implements Piece {}

  /**
   * An event of a stream.
   *
   * @param name what the server calls it; empty mostly
   * @param data what it says
   */
  record Event(String name, String data) implements Piece {

    /** Returns whether it is the mark behind the last piece. */
    boolean isEnd() {
      return data.strip().equals("[DONE]");
    }
  }
}
