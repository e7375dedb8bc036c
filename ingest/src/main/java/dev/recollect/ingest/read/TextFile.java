package dev.recollect.ingest.read;

import dev.recollect.memory.api.error.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Strict decoding of text files: UTF-8, or UTF-16 with a byte order mark. */
final class TextFile {

  private static final String PDF_HEADER = "%PDF-";

  /** How a file is encoded, and how many bytes say so. */
  private record Encoding(Charset charset, int markLength) {}

  private TextFile() {}

  /** Returns the text of a file, lines ending with \n, not blank. */
  static String read(Path file) throws IOException, Refusal {
    byte[] bytes = bytes(file);
    if (startsWith(bytes, PDF_HEADER.getBytes(StandardCharsets.US_ASCII))) {
      throw Refusal.invalid("is a PDF whatever its name says; name it .pdf");
    }
    String text = decode(bytes).replace("\r\n", "\n").replace('\r', '\n');
    if (text.isBlank()) {
      throw Refusal.noText();
    }
    return text;
  }

  private static byte[] bytes(Path file) throws IOException, Refusal {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(DocumentReaders.TEXT_BYTES + 1);
      if (bytes.length > DocumentReaders.TEXT_BYTES) {
        throw new Refusal(ErrorKind.LIMIT, "is larger than 16 MiB; divide it into smaller files");
      }
      return bytes;
    }
  }

  private static String decode(byte[] bytes) throws Refusal {
    Encoding encoding = encoding(bytes);
    if (encoding.charset().equals(StandardCharsets.UTF_8)) {
      refuseNul(indexOfNul(bytes));
    }
    CharBuffer characters = CharBuffer.allocate(bytes.length);
    ByteBuffer in =
        ByteBuffer.wrap(bytes, encoding.markLength(), bytes.length - encoding.markLength());
    CharsetDecoder decoder = encoding.charset().newDecoder();
    CoderResult result = decoder.decode(in, characters, true);
    if (result.isError()) {
      throw Refusal.invalid(
          "is not " + encoding.charset() + " at byte " + in.position() + "; save it as UTF-8");
    }
    String text = characters.flip().toString();
    refuseNul(text.indexOf('\0'));
    return text;
  }

  private static Encoding encoding(byte[] bytes) {
    if (startsWith(bytes, (byte) 0xEF, (byte) 0xBB, (byte) 0xBF)) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(bytes, (byte) 0xFE, (byte) 0xFF)) {
      return new Encoding(StandardCharsets.UTF_16BE, 2);
    }
    if (startsWith(bytes, (byte) 0xFF, (byte) 0xFE)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    }
    return new Encoding(StandardCharsets.UTF_8, 0);
  }

  private static void refuseNul(int index) throws Refusal {
    if (index >= 0) {
      throw Refusal.invalid(
          "is not text: it has a NUL character; text is UTF-8, or UTF-16 with a byte order mark");
    }
  }

  private static int indexOfNul(byte[] bytes) {
    for (int index = 0; index < bytes.length; index++) {
      if (bytes[index] == 0) {
        return index;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] bytes, byte... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int index = 0; index < start.length; index++) {
      if (bytes[index] != start[index]) {
        return false;
      }
    }
    return true;
  }
}
