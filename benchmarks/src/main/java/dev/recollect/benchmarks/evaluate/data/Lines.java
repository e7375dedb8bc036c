package dev.recollect.benchmarks.evaluate.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a text file, strictly UTF-8, each with its place. Unzips a file whose name ends in
 * {@code .gz}. Lines end in LF or CR LF; a byte order mark at the beginning is skipped.
 */
final class Lines implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String name;
  private final InputStream input;
  private int line;

  private Lines(String name, InputStream input) {
    this.name = name;
    this.input = input;
  }

  /** Receives lines. */
  @FunctionalInterface
  interface Receiver {
    void accept(Place place, String text);
  }

  /**
   * Passes on every line that is not blank.
   *
   * @param folder what file names in messages are relative to
   * @throws MalformedDataException naming the line that is not UTF-8
   */
  static void read(Path folder, Path file, Receiver receiver) throws IOException {
    String name = folder.relativize(file).toString().replace('\\', '/');
    try (Lines lines = new Lines(name, open(file))) {
      while (lines.next(receiver)) {
        // all of it is in the condition
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream plain = Files.newInputStream(file);
    return new BufferedInputStream(
        file.toString().endsWith(".gz") ? new GZIPInputStream(plain, BUFFER) : plain, BUFFER);
  }

  private boolean next(Receiver receiver) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int read = input.read();
    if (read < 0) {
      return false;
    }
    for (; read >= 0 && read != '\n'; read = input.read()) {
      bytes.write(read);
    }
    line++;
    String text = decode(bytes.toByteArray());
    if (!text.isBlank()) {
      receiver.accept(place(), text);
    }
    return true;
  }

  private String decode(byte[] bytes) {
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new MalformedDataException(place(), "is not UTF-8; save the file in that encoding");
    }
  }

  private Place place() {
    return new Place(name, line);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
