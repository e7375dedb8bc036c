package dev.recollect.agent.template;

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

/** Reads the files of templates. */
final class TemplateFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TemplateFile() {}

  static AgentTemplate read(Path file) {
    String text = text(file);
    return TemplateParser.parse(text, file.toString(), baseName(file));
  }

  /** Returns the name of a file without its ending. */
  private static String baseName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String text(Path file) {
    String named = "the template " + file;
    if (Files.isDirectory(file)) {
      throw MemoryException.invalid(named + " is a folder; name a YAML file");
    }
    byte[] bytes = bytes(file, named);
    if (bytes.length > AgentTemplate.FILE_BYTES) {
      throw MemoryException.limit(
          named + " has more than the " + AgentTemplate.FILE_BYTES + " bytes it may have");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new MemoryException(
          ErrorKind.INVALID, named + " is not UTF-8 text; save it in that encoding", e);
    }
  }

  private static byte[] bytes(Path file, String named) {
    try (InputStream input = Files.newInputStream(file)) {
      return input.readNBytes(AgentTemplate.FILE_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new MemoryException(ErrorKind.NOT_FOUND, named + " does not exist", e);
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.INVALID, named + " cannot be read: " + e.getMessage(), e);
    }
  }
}
