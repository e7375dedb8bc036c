package dev.recollect.agent.tool;

import dev.recollect.agent.text.Storable;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.core.internal.NearestName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tools {@code read_from_text_file}, {@code list_files} and {@code append_to_text_file}, with
 * which a model works on files below folders that the application names, and on nothing else.
 * Thread-safe.
 */
public final class FileTools {

  /** Most characters that are appended by one call. */
  static final int APPENDED = 100_000;

  private static final int LONGEST_NAME = 1_000;

  private static final String FILENAME =
      "\"filename\":{\"type\":\"string\",\"description\":\"Name of the file, such as notes/today.txt.\"}";

  private static final ToolSpec READ =
      new ToolSpec(
          "read_from_text_file",
          "Read lines from a text file.",
          "{\"type\":\"object\",\"properties\":{"
              + FILENAME
              + ",\"line_start\":{\"type\":\"integer\",\"minimum\":1,\"description\":\"Line to start"
              + " reading from, from 1, which is also taken if none is given.\"},\"num_lines\":{"
              + "\"type\":\"integer\",\"minimum\":1,\"description\":\"How many lines to read; all"
              + " to the end if not given.\"}},\"required\":[\"filename\"],"
              + "\"additionalProperties\":false}");

  private static final ToolSpec LIST =
      new ToolSpec(
          "list_files",
          "List the files and folders in a folder.",
          "{\"type\":\"object\",\"properties\":{\"folder\":{\"type\":\"string\",\"description\":"
              + "\"Name of the folder; the top if not given.\"}},\"required\":[],"
              + "\"additionalProperties\":false}");

  private static final ToolSpec APPEND =
      new ToolSpec(
          "append_to_text_file",
          "Append to a text file that is there.",
          "{\"type\":\"object\",\"properties\":{"
              + FILENAME
              + ",\"content\":{\"type\":\"string\",\"description\":\"What to append, as lines of its"
              + " own.\"}},\"required\":[\"filename\",\"content\"],\"additionalProperties\":false}");

  private final Map<String, FileFolder> folders;

  private FileTools(Map<String, FileFolder> folders) {
    this.folders = folders;
  }

  /**
   * Returns the tools over some folders.
   *
   * @param paths folders that exist; if there are several, no two of one name, for names of files
   *     then begin with that of their folder
   * @param writable whether files may be appended to
   * @throws MemoryException INVALID for a path that is no folder
   */
  public static List<Tool> of(List<Path> paths, boolean writable) {
    return of(paths, writable, true);
  }

  static List<Tool> of(List<Path> paths, boolean writable, boolean secure) {
    if (paths.isEmpty()) {
      throw MemoryException.invalid("no folder is named for the file tools; name at least one");
    }
    Map<String, FileFolder> folders = new LinkedHashMap<>();
    for (Path path : paths) {
      Path real = real(path);
      String label = Objects.requireNonNullElse(real.getFileName(), real).toString();
      if (folders.put(label, new FileFolder(real, secure)) != null) {
        throw MemoryException.invalid(
            "two folders of the file tools are called '" + label + "'; name folders that differ");
      }
    }
    return new FileTools(folders).tools(writable);
  }

  private static Path real(Path path) {
    try {
      Path real = path.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.INVALID, "there is no folder " + path + " for the file tools", e);
    }
    throw MemoryException.invalid(path + " is no folder; the file tools work below folders");
  }

  private List<Tool> tools(boolean writable) {
    List<Tool> tools = new ArrayList<>();
    tools.add(SchemaTool.reading(READ, (arguments, invocation) -> read(arguments)));
    tools.add(SchemaTool.reading(LIST, (arguments, invocation) -> list(arguments)));
    if (writable) {
      tools.add(new SchemaTool(APPEND, (arguments, invocation) -> append(arguments)));
    }
    return tools;
  }

  /** An entry below one of the folders. */
  private record Entry(FileFolder folder, List<String> parts) {}

  private String read(Map<String, @Nullable Object> arguments) {
    String name = text(arguments, "filename");
    Entry entry = file(name);
    return new FileText(name, entry.folder().read(entry.parts()))
        .lines(number(arguments, "line_start", 1), number(arguments, "num_lines", Long.MAX_VALUE));
  }

  private String list(Map<String, @Nullable Object> arguments) {
    String name = arguments.get("folder") == null ? "" : text(arguments, "folder");
    boolean top = name.isBlank() || name.equals(".") || name.equals("/");
    if (top && folders.size() > 1) {
      return String.join("/\n", folders.keySet()) + "/";
    }
    Entry entry = top ? new Entry(folders.values().iterator().next(), List.of()) : entry(name);
    List<String> lines = entry.folder().list(entry.parts());
    return lines.isEmpty() ? "The folder is empty." : String.join("\n", lines);
  }

  private String append(Map<String, @Nullable Object> arguments) {
    String name = text(arguments, "filename");
    String content = Storable.of(text(arguments, "content"));
    if (content.length() > APPENDED) {
      throw MemoryException.limit(
          "the content has "
              + content.length()
              + " characters; at most "
              + APPENDED
              + " are appended at once");
    }
    Entry entry = file(name);
    FileText before = new FileText(name, entry.folder().read(entry.parts()));
    String lines = (before.endsLine() ? "" : "\n") + content + "\n";
    entry.folder().append(entry.parts(), lines.getBytes(StandardCharsets.UTF_8));
    return "None";
  }

  private static String text(Map<String, @Nullable Object> arguments, String name) {
    return (String) Objects.requireNonNull(arguments.get(name));
  }

  private static long number(Map<String, @Nullable Object> arguments, String name, long absent) {
    return arguments.get(name) instanceof Number given ? given.longValue() : absent;
  }

  private Entry file(String name) {
    Entry entry = entry(name);
    if (entry.parts().isEmpty()) {
      throw MemoryException.invalid("'" + name + "' is a folder; name a file in it");
    }
    return entry;
  }

  private Entry entry(String name) {
    requireName(name);
    for (FileFolder folder : folders.values()) {
      String root = folder.root() + "/";
      if ((name + "/").startsWith(root)) {
        return new Entry(
            folder, parts(name, name.substring(Math.min(name.length(), root.length()))));
      }
    }
    if (name.startsWith("/")) {
      throw MemoryException.invalid(
          "'"
              + name
              + "' lies outside; files are named from the folder on, such as"
              + " notes/today.txt");
    }
    List<String> parts = parts(name, name);
    return folders.size() == 1
        ? new Entry(folders.values().iterator().next(), parts)
        : below(name, parts);
  }

  private Entry below(String name, List<String> parts) {
    String label = parts.isEmpty() ? "" : parts.getFirst();
    FileFolder folder = folders.get(label);
    if (folder == null) {
      throw MemoryException.notFound(
          "'"
              + name
              + "' must begin with one of the folders "
              + folders.keySet()
              + "."
              + NearestName.hint(folders.keySet(), label));
    }
    return new Entry(folder, parts.subList(1, parts.size()));
  }

  private static void requireName(String name) {
    boolean plain = name.chars().noneMatch(unit -> unit < ' ' || unit == '\\' || unit == 0x7F);
    if (name.isBlank() || name.length() > LONGEST_NAME || !plain) {
      throw MemoryException.invalid(
          "the name of a file is blank, longer than "
              + LONGEST_NAME
              + " characters, or has characters that names do not have; folders are parted by /");
    }
  }

  private static List<String> parts(String name, String relative) {
    List<String> parts = new ArrayList<>();
    for (String part : relative.split("/", -1)) {
      if (part.equals("..")) {
        throw MemoryException.invalid(
            "'"
                + name
                + "' goes up with '..', which is not allowed; name the file from the top on");
      } else if (part.startsWith(".") && !part.equals(".")) {
        throw MemoryException.invalid("'" + name + "' is hidden; hidden files are left alone");
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }
}
