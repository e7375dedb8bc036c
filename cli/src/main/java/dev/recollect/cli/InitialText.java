package dev.recollect.cli;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a text of a file, whole, and refuses what no text of an agent can be. */
final class InitialText {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private InitialText() {}

  /**
   * Returns the text of a file of UTF-8, without a byte order mark.
   *
   * @param what what the file is, for errors
   * @param largest the most bytes it may have
   * @throws MemoryException NOT_FOUND, INVALID or LIMIT, naming the file
   */
  static String read(Path file, String what, int largest) {
    String named = what + " " + file;
    if (Files.isDirectory(file)) {
      throw MemoryException.invalid(named + " is a folder; name a file of UTF-8 text");
    }
    byte[] bytes = bytes(file, named, largest + 1);
    if (bytes.length > largest) {
      throw MemoryException.limit(named + " has more than the " + largest + " bytes it may have");
    }
    String text = decoded(bytes, named);
    if (text.isBlank()) {
      throw MemoryException.invalid(named + " is empty; write the text into it");
    }
    return text;
  }

  private static byte[] bytes(Path file, String named, int most) {
    try (InputStream input = Files.newInputStream(file)) {
      return input.readNBytes(most);
    } catch (NoSuchFileException e) {
      throw new MemoryException(ErrorKind.NOT_FOUND, named + " does not exist", e);
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.INVALID, named + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String decoded(byte[] bytes, String named) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new MemoryException(
          ErrorKind.INVALID, named + " is not UTF-8 text; save it in that encoding", e);
    }
  }
}
