package dev.recollect.cli;

import dev.recollect.memory.core.config.HomeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The home folder as it is found.
 *
 * @param home the folder and who named it
 * @param exists whether it is there
 * @param writable whether files can be made in it, or it can be made itself
 * @param freeBytes how much room there is, 0 if that cannot be told
 */
record HomeState(HomeFolder home, boolean exists, boolean writable, long freeBytes) {

  static HomeState of(HomeFolder home) {
    boolean exists = Files.isDirectory(home.path());
    Path nearest = nearestFolder(home.path());
    boolean writable = exists ? takesAFile(nearest) : isFreeName(home.path(), nearest);
    return new HomeState(home, exists, writable, freeBytes(nearest));
  }

  private static Path nearestFolder(Path path) {
    Path folder = path;
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static boolean isFreeName(Path path, Path nearest) {
    return !Files.exists(path) && Files.isWritable(nearest);
  }

  /** Rights alone do not tell: a disk may be full, or mounted to be read only. */
  private static boolean takesAFile(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static long freeBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Returns in words whether it can be used. */
  String words() {
    if (!writable) {
      return "cannot be written";
    }
    return exists ? "can be written" : "does not exist yet and can be made";
  }
}
