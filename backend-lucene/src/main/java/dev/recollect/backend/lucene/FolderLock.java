package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The claim of one process to a folder: a lock of the operating system, which ends with the
 * process, and the process id for others to read.
 */
final class FolderLock implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FolderLock.class.getName());

  /**
   * The folders this process has claimed. It has to be one set a process: POSIX drops a lock as
   * soon as the process closes any descriptor of the file, so the file must not even be opened
   * again.
   */
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  /** Far behind the text, which must stay readable where locks are mandatory. */
  private static final long LOCKED_BYTE = 1L << 40;

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Claims a folder.
   *
   * @throws MemoryException CONFLICT naming the folder and the process that has it
   */
  static FolderLock claim(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!CLAIMED.add(real)) {
      throw taken(folder, "this process (" + processId() + ") has opened it; share that backend");
    }
    boolean claimed = false;
    try {
      FolderLock lock = new FolderLock(real, lockFile(folder, real.resolve("lock")));
      claimed = true;
      return lock;
    } finally {
      if (!claimed) {
        CLAIMED.remove(real);
      }
    }
  }

  private static FileChannel lockFile(Path folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock(LOCKED_BYTE, 1, false) != null;
      if (!locked) {
        String holder = Files.readString(file).strip();
        throw taken(
            folder,
            "process " + holder + " has opened it; end that process or choose another folder");
      }
      sign(channel);
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** The lock holds without a signature, for which a full disk may have no room. */
  private static void sign(FileChannel channel) throws IOException {
    channel.truncate(0);
    try {
      channel.write(ByteBuffer.wrap(processId().getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the lock does not say which process has it", e);
    }
  }

  private static MemoryException taken(Path folder, String who) {
    return MemoryException.conflict("the store in " + folder + " is in use: " + who);
  }

  private static String processId() {
    return Long.toString(ProcessHandle.current().pid());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new MemoryException(ErrorKind.UNAVAILABLE, "the lock file cannot be closed: " + e, e);
    } finally {
      CLAIMED.remove(folder);
    }
  }
}
