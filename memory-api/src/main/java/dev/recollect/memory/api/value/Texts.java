package dev.recollect.memory.api.value;

import dev.recollect.memory.api.error.MemoryException;

/** Checks that decide which text may be stored: no U+0000, no unpaired surrogate, within a size. */
public final class Texts {

  private Texts() {}

  /**
   * Returns the text if every store can keep it unchanged.
   *
   * @param what what the text is, for the message
   * @param text the text
   * @param maximumBytes the largest size in bytes of UTF-8
   * @throws MemoryException INVALID for U+0000 or an unpaired surrogate, LIMIT if it is too long
   */
  public static String requireStorable(String what, String text, int maximumBytes) {
    long bytes = utf8Length(what, text);
    if (bytes > maximumBytes) {
      throw MemoryException.limit(
          what + " has " + bytes + " bytes; at most " + maximumBytes + " are allowed");
    }
    return text;
  }

  /**
   * Returns the text if it is storable and not empty.
   *
   * @throws MemoryException INVALID if it is empty, otherwise as {@link #requireStorable}
   */
  public static String requireNonEmpty(String what, String text, int maximumBytes) {
    if (text.isEmpty()) {
      throw MemoryException.invalid(what + " is empty");
    }
    return requireStorable(what, text, maximumBytes);
  }

  /**
   * Returns the length of a text in bytes of UTF-8.
   *
   * @throws MemoryException INVALID for U+0000 or an unpaired surrogate
   */
  public static long utf8Length(String what, String text) {
    long bytes = 0;
    for (int index = 0; index < text.length(); index++) {
      char unit = text.charAt(index);
      if (unit == 0) {
        throw MemoryException.invalid(
            what + " contains U+0000 at index " + index + ", which no store keeps; remove it");
      } else if (unit < 0x80) {
        bytes += 1;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(unit)) {
        bytes += 3;
      } else {
        requirePair(what, text, index);
        bytes += 4;
        index++;
      }
    }
    return bytes;
  }

  private static void requirePair(String what, String text, int index) {
    boolean paired =
        Character.isHighSurrogate(text.charAt(index))
            && index + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(index + 1));
    if (!paired) {
      throw MemoryException.invalid(
          what + " contains an unpaired surrogate at index " + index + "; it is not valid Unicode");
    }
  }
}
