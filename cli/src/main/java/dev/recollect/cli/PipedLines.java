package dev.recollect.cli;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.error.MemoryException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads lines of UTF-8 from a pipe, holding no more of a line in memory than a message may have.
 */
final class PipedLines implements LineSource {

  private final InputStream input;
  private long number;

  PipedLines(InputStream input) {
    this.input = new BufferedInputStream(input);
  }

  @Override
  public Optional<String> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    int unit = input.read();
    if (unit < 0) {
      return Optional.empty();
    }
    number++;
    while (unit >= 0 && unit != '\n') {
      length++;
      if (length <= Message.TEXT_BYTES) {
        line.write(unit);
      }
      unit = input.read();
    }
    requireWithinLimit(length);
    return Optional.of(decode(line.toByteArray()));
  }

  private void requireWithinLimit(long length) {
    if (length > Message.TEXT_BYTES) {
      throw MemoryException.limit(
          "line "
              + number
              + " has "
              + length
              + " bytes; a message may have "
              + Message.TEXT_BYTES
              + ". It was not sent.");
    }
  }

  private String decode(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new MemoryException(
          dev.recollect.memory.api.error.ErrorKind.INVALID,
          "line " + number + " is not valid UTF-8. It was not sent.",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
