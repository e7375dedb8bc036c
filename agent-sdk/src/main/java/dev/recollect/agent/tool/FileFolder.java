package dev.recollect.agent.tool;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.internal.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A folder below which a model may read files, and append to them. Names are checked, links are not
 * followed, and whatever is neither file nor folder is left alone. Thread-safe.
 */
final class FileFolder {

  /** Largest file, in bytes. */
  static final int FILE_BYTES = 16 * 1024 * 1024;

  /** Most entries of a folder that are listed. */
  static final int ENTRIES = 1_000;

  private final Path root;
  private final boolean secure;

  /**
   * Creates a folder.
   *
   * @param root its real path
   * @param secure whether the system's handles of folders are used where there are any
   */
  FileFolder(Path root, boolean secure) {
    this.root = root;
    this.secure = secure;
  }

  Path root() {
    return root;
  }

  /** Something done in the folder that holds an entry. */
  @FunctionalInterface
  private interface Work<R> {
    R in(FileLevel level, String name) throws IOException;
  }

  /** Returns the content of a file. */
  byte[] read(List<String> parts) {
    return at(
        parts,
        (level, name) -> {
          requireFile(level, parts, name);
          try (SeekableByteChannel channel = level.channel(name, options(StandardOpenOption.READ));
              InputStream in = Channels.newInputStream(channel)) {
            byte[] bytes = in.readNBytes(FILE_BYTES + 1);
            requireSize(parts, bytes.length);
            return bytes;
          }
        });
  }

  /** Appends to a file that is there, and returns once that is stored. */
  void append(List<String> parts, byte[] bytes) {
    at(
        parts,
        (level, name) -> {
          BasicFileAttributes attributes = requireFile(level, parts, name);
          requireSize(parts, attributes.size() + bytes.length);
          try (SeekableByteChannel channel =
              level.channel(name, options(StandardOpenOption.WRITE, StandardOpenOption.APPEND))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
              channel.write(buffer);
            }
            if (channel instanceof FileChannel file) {
              file.force(true);
            }
            return bytes.length;
          }
        });
  }

  private static Set<OpenOption> options(OpenOption... how) {
    Set<OpenOption> options = new HashSet<>(List.of(how));
    options.add(LinkOption.NOFOLLOW_LINKS);
    return options;
  }

  /** Returns the lines of a list of the files and folders in a folder. */
  List<String> list(List<String> parts) {
    return parts.isEmpty()
        ? guarded(
            parts,
            () -> {
              try (FileLevel level = open()) {
                return lines(level);
              }
            })
        : at(
            parts,
            (level, name) -> {
              BasicFileAttributes attributes = level.attributes(name);
              if (!attributes.isDirectory()) {
                throw wrong(parts, "is no folder; list the folder it is in");
              }
              try (FileLevel inner = level.enter(name)) {
                return lines(inner);
              }
            });
  }

  private static List<String> lines(FileLevel level) throws IOException {
    TreeMap<String, String> lines = new TreeMap<>();
    int others = 0;
    for (Path entry : level.entries()) {
      String name = entry.getFileName().toString();
      BasicFileAttributes attributes = level.attributes(name);
      boolean shown = attributes.isRegularFile() || attributes.isDirectory();
      if (!shown || name.startsWith(".")) {
        others++;
      } else if (lines.size() < ENTRIES) {
        lines.put(name, attributes.isDirectory() ? "/" : " (" + attributes.size() + " bytes)");
      } else {
        others++;
      }
    }
    List<String> all = new ArrayList<>();
    lines.forEach((name, kind) -> all.add(name + kind));
    if (others > 0) {
      all.add(
          "["
              + others
              + " not shown: hidden, a link, neither file nor folder, or beyond the first "
              + ENTRIES
              + "]");
    }
    return all;
  }

  private BasicFileAttributes requireFile(FileLevel level, List<String> parts, String name)
      throws IOException {
    BasicFileAttributes attributes = attributes(level, parts, name);
    if (attributes.isDirectory()) {
      throw wrong(parts, "is a folder; name a file in it");
    }
    if (!attributes.isRegularFile()) {
      throw wrong(parts, "is no plain file; links and special files are left alone");
    }
    requireSize(parts, attributes.size());
    return attributes;
  }

  private static BasicFileAttributes attributes(FileLevel level, List<String> parts, String name)
      throws IOException {
    try {
      return level.attributes(name);
    } catch (NoSuchFileException e) {
      List<String> names = new ArrayList<>();
      level.entries().forEach(entry -> names.add(entry.getFileName().toString()));
      names.removeIf(other -> other.startsWith("."));
      throw new MemoryException(
          ErrorKind.NOT_FOUND,
          "there is no file '" + String.join("/", parts) + "'." + NearestName.hint(names, name),
          e);
    }
  }

  private static void requireSize(List<String> parts, long bytes) {
    if (bytes > FILE_BYTES) {
      throw MemoryException.limit(
          "file '"
              + String.join("/", parts)
              + "' has or would have more than "
              + FILE_BYTES
              + " bytes; larger ones are left alone");
    }
  }

  private <R> R at(List<String> parts, Work<R> work) {
    return guarded(
        parts,
        () -> {
          try (FileLevel top = open()) {
            return descend(top, parts, 0, work);
          }
        });
  }

  private static <R> R descend(FileLevel level, List<String> parts, int depth, Work<R> work)
      throws IOException {
    String name = parts.get(depth);
    if (depth == parts.size() - 1) {
      return work.in(level, name);
    }
    BasicFileAttributes attributes = attributes(level, parts, name);
    if (!attributes.isDirectory()) {
      throw wrong(
          parts, "leads through '" + name + "', which is no folder; links are not followed");
    }
    try (FileLevel inner = level.enter(name)) {
      return descend(inner, parts, depth + 1, work);
    }
  }

  private FileLevel open() throws IOException {
    return secure ? FileLevel.open(root) : new FileLevel.Plain(root);
  }

  private static MemoryException wrong(List<String> parts, String what) {
    return MemoryException.invalid("'" + String.join("/", parts) + "' " + what);
  }

  /** Something that reads or writes files. */
  @FunctionalInterface
  private interface Io<R> {
    R run() throws IOException;
  }

  /** What the system says names paths of this machine, which the model need not know. */
  private static <R> R guarded(List<String> parts, Io<R> io) {
    String name = parts.isEmpty() ? "the folder" : "'" + String.join("/", parts) + "'";
    try {
      return io.run();
    } catch (NoSuchFileException e) {
      throw new MemoryException(ErrorKind.NOT_FOUND, name + " is not there", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE,
          name
              + " cannot be opened ("
              + e.getClass().getSimpleName()
              + "); it may be a link, in"
              + " use, or not allowed",
          e);
    }
  }
}
