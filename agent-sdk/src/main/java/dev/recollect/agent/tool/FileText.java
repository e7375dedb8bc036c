package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a file, by lines. */
final class FileText {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String name;
  private final byte[] bytes;

  /**
   * Reads a file as text.
   *
   * @throws MemoryException UNSUPPORTED if it is none
   */
  FileText(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    for (byte one : bytes) {
      if (one == 0) {
        throw new MemoryException(
            ErrorKind.UNSUPPORTED,
            "'"
                + name
                + "' is no text in UTF-8 but a binary file of "
                + bytes.length
                + " bytes;"
                + " only text can be read or appended to");
      }
    }
  }

  /** Returns whether what is appended begins a line. */
  boolean endsLine() {
    return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
  }

  /**
   * Returns some lines, and which they are.
   *
   * @param start the first, from 1
   * @param count how many, from 1
   */
  String lines(long start, long count) {
    List<String> lines = text().lines().toList();
    if (lines.isEmpty()) {
      return "[the file is empty]";
    }
    if (start > lines.size()) {
      throw MemoryException.invalid(
          "line_start is " + start + "; '" + name + "' has " + lines.size() + " lines");
    }
    int from = Math.toIntExact(start - 1);
    int to = (int) Math.min(lines.size(), count > lines.size() ? lines.size() : from + count);
    return String.join("\n", lines.subList(from, to))
        + "\n[lines "
        + start
        + " to "
        + to
        + " of "
        + lines.size()
        + note()
        + "]";
  }

  private String text() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private String note() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return "";
    } catch (CharacterCodingException e) {
      return "; bytes that are no UTF-8 are shown as \uFFFD";
    }
  }
}
