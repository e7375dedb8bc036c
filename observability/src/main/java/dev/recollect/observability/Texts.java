package dev.recollect.observability;

/** Cuts and cleans what others wrote, before it goes into names, attributes and lines. */
final class Texts {

  private static final int NAME_LENGTH = 200;

  private Texts() {}

  /** Returns a name in one line of at most 200 UTF-16 units; {@code ?} stands for what is not. */
  static String name(String text) {
    String line = line(text, NAME_LENGTH);
    return line.isEmpty() ? "?" : line;
  }

  /** Returns at most so many UTF-16 units of a text in one line. */
  static String line(String text, int length) {
    String cut = cut(text, length);
    StringBuilder line = new StringBuilder(cut.length());
    cut.codePoints()
        .map(point -> Character.isISOControl(point) || isBreak(point) ? '?' : point)
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isBreak(int point) {
    int type = Character.getType(point);
    return type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }

  /** Returns at most so many UTF-16 units of a text, with an ellipsis where it was cut. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "…";
  }
}
