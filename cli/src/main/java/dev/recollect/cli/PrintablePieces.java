package dev.recollect.cli;

/**
 * Makes a text that comes in pieces safe to print, as {@link Printable} does the whole: a character
 * that two pieces share is held back until it is complete. Not thread-safe.
 */
final class PrintablePieces {

  private String held = "";

  /** Returns what of the text can be printed now. */
  String next(String piece) {
    String text = held + piece;
    boolean half = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    int complete = half ? text.length() - 1 : text.length();
    held = text.substring(complete);
    return Printable.of(text.substring(0, complete));
  }

  /** Returns what was held back, when nothing more comes. */
  String rest() {
    String text = held;
    held = "";
    return Printable.of(text);
  }
}
