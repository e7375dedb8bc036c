package dev.recollect.backend.pgvector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of 16 MB in memory for a tablespace, where this process may mount one. */
final class SmallDisk implements AutoCloseable {

  private final Path mounted;

  private SmallDisk(Path mounted) {
    this.mounted = mounted;
  }

  /** Mounts at a folder that is made for it, beside others of the server's user. */
  static SmallDisk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    int code = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder.toString());
    assumeTrue(code == 0, "a disk that is full needs the right to mount one");
    SmallDisk disk = new SmallDisk(folder);
    Files.createDirectory(disk.folder());
    Files.setOwner(disk.folder(), Files.getOwner(folder.resolveSibling("data")));
    return disk;
  }

  Path folder() {
    return mounted.resolve("tablespace");
  }

  private static int run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() throws IOException {
    run("umount", mounted.toString());
    Files.deleteIfExists(mounted);
  }
}
