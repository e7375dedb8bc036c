package dev.recollect.cli;

/**
 * Makes stored text safe to print: control characters, which could steer a terminal, are shown as
 * escapes.
 */
final class Printable {

  private Printable() {}

  /**
   * Returns the text with all control characters but line feed and tab written as {@code \}{@code
   * uXXXX}.
   */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    boolean steers =
        Character.getType(point) == Character.CONTROL && point != '\n' && point != '\t';
    if (steers) {
      safe.append(String.format("\\u%04x", point));
    } else {
      safe.appendCodePoint(point);
    }
  }
}
