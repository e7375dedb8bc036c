package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a store in a folder, which one process holds while it has the store open; it ends
 * with the process, however that ends. The file says who holds it.
 */
final class LiteLock implements AutoCloseable {

  private final FileChannel file;

  private LiteLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock of a folder; its file lies beside it.
   *
   * @throws MemoryException CONFLICT naming the process that holds it; CONFIGURATION if the file
   *     cannot be written
   */
  static LiteLock of(Path folder) {
    Path path = folder.resolveSibling(folder.getFileName() + ".lock");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (locked(file) == null) {
        String holder = read(file);
        file.close();
        throw held(folder, holder);
      }
      write(file, Long.toString(ProcessHandle.current().pid()));
      return new LiteLock(file);
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION, path + " cannot be locked: " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock locked(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static MemoryException held(Path folder, String holder) {
    return MemoryException.conflict(
        "the store in "
            + folder
            + " is open in process "
            + holder
            + "; close it there first. For several processes at a time run a Milvus server.");
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    file.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
  }

  private static void write(FileChannel file, String text) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
