package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How large the files below a folder are together. Not thread-safe. */
final class FolderSize extends SimpleFileVisitor<Path> {

  private final Path folder;
  private long bytes;

  FolderSize(Path folder) {
    this.folder = folder;
  }

  long bytes() {
    try {
      bytes = 0;
      Files.walkFileTree(folder, this);
      return bytes;
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE, "the size of " + folder + " cannot be read: " + e, e);
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += attributes.size();
    return FileVisitResult.CONTINUE;
  }

  /** A file that Lucene deleted meanwhile. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }
}
