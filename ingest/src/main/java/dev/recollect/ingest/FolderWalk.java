package dev.recollect.ingest;

import dev.recollect.ingest.read.DocumentReaders;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the documents of a folder. Links are not followed: what lies in the folder is found without
 * them, and what lies elsewhere does not belong to it. Not thread-safe.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {

  private final DocumentReaders readers;
  private final Path root;
  private final boolean recursive;
  private final List<FoundFile> files = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final Set<String> present = new HashSet<>();
  private boolean whole = true;

  private FolderWalk(DocumentReaders readers, Path root, boolean recursive) {
    this.readers = readers;
    this.root = root;
    this.recursive = recursive;
  }

  /**
   * Returns where a folder really lies.
   *
   * @throws MemoryException NOT_FOUND if there is none, INVALID if it is a file, UNAVAILABLE if it
   *     cannot be read
   */
  static Path root(Path folder) {
    String name = FileNames.shown(folder);
    try {
      Path root = folder.toRealPath();
      if (!Files.isDirectory(root)) {
        throw MemoryException.invalid(name + " is no folder; name one, or load it as a file");
      }
      return root;
    } catch (NoSuchFileException e) {
      throw new MemoryException(ErrorKind.NOT_FOUND, "there is no folder " + name, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Returns what a folder holds, in the order of the names. */
  static FoundFiles of(DocumentReaders readers, Path root, boolean recursive) {
    FolderWalk walk = new FolderWalk(readers, root, recursive);
    try {
      Files.walkFileTree(root, walk);
    } catch (IOException e) {
      throw unreadable(FileNames.shown(root), e);
    }
    walk.files.sort(Comparator.comparing(FoundFile::name));
    walk.skipped.sort(Comparator.comparing(SkippedFile::name));
    return new FoundFiles(walk.files, walk.skipped, walk.present, walk.whole);
  }

  private static MemoryException unreadable(String name, IOException cause) {
    String why =
        cause instanceof AccessDeniedException ? "; give yourself the right to read it" : "";
    return new MemoryException(
        ErrorKind.UNAVAILABLE, "the folder " + name + " cannot be read" + why, cause);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    boolean enter = folder.equals(root) || (recursive && !hidden(folder));
    return enter ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (!hidden(file)) {
      String name = FileNames.shown(root.relativize(file));
      FoundFile found =
          new FoundFile(file, name, attributes.size(), attributes.lastModifiedTime().toInstant());
      present.add(found.key());
      visit(found, attributes);
    }
    return FileVisitResult.CONTINUE;
  }

  private void visit(FoundFile file, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      link(file);
    } else if (!readers.reads(file.path())) {
      skip(file, "is of a kind that is not read", false);
    } else if (!attributes.isRegularFile()) {
      skip(file, "is not a regular file", true);
    } else {
      files.add(file);
    }
  }

  private void link(FoundFile link) {
    try {
      Path target = link.path().toRealPath();
      boolean document = readers.reads(target) || Files.isDirectory(target);
      if (!document) {
        skip(link, "is a link to something that is not read", false);
      } else if (target.startsWith(root)) {
        skip(
            link,
            "is a link to something inside the folder, which is loaded by itself or not at all",
            false);
      } else {
        skip(link, "is a link that leads out of the folder; load what it leads to by itself", true);
      }
    } catch (IOException e) {
      skip(link, "is a link to something that is not there", readers.reads(link.path()));
    }
  }

  private void skip(FoundFile file, String reason, boolean error) {
    skipped.add(new SkippedFile(file.name(), reason, error));
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
    if (file.equals(root)) {
      throw cause;
    }
    if (!belongs(file)) {
      return FileVisitResult.CONTINUE;
    }
    whole = false;
    String name = FileNames.shown(root.relativize(file));
    skipped.add(new SkippedFile(name, "cannot be read; " + why(cause), true));
    return FileVisitResult.CONTINUE;
  }

  private boolean belongs(Path path) {
    boolean left = !recursive && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    return !left && !hidden(path);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause)
      throws IOException {
    return cause == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, cause);
  }

  static String why(IOException cause) {
    return cause instanceof AccessDeniedException
        ? "give yourself the right to read it"
        : "its disk or its file system failed";
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }
}
