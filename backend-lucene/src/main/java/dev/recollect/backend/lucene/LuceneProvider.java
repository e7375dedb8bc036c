package dev.recollect.backend.lucene;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The embedded default: a folder with one SQLite file, which is the truth, and a Lucene index for
 * each collection, which is derived from it. One process at a time can have the folder open.
 */
public final class LuceneProvider implements BackendProvider {

  private static final String FOLDER = "folder";

  /** Creates the provider. */
  public LuceneProvider() {}

  @Override
  public String id() {
    return "lucene";
  }

  @Override
  public String description() {
    return "Files on this machine, kept by SQLite and searched by Lucene; keeps state.";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of(
            FOLDER,
            SettingType.PATH,
            "Folder of the store; below the home folder, lucene/ and the instance's name if not"
                + " set."));
  }

  @Override
  public Backend open(BackendContext context) {
    Path folder =
        context
            .settings()
            .path(FOLDER)
            .orElseGet(() -> context.home().resolve("lucene").resolve(context.instance()));
    return Uninterrupted.run(() -> open(context, folder));
  }

  private static Backend open(BackendContext context, Path folder) {
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.claim(folder);
      boolean opened = false;
      try {
        LuceneBackend backend = LuceneBackend.open(folder.toRealPath(), lock, context.io());
        opened = true;
        return backend;
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw unusable(context, folder, "it, or a part of its path, is a file", e);
    } catch (IOException e) {
      throw unusable(context, folder, "it cannot be written (" + e + ")", e);
    }
  }

  private static MemoryException unusable(
      BackendContext context, Path folder, String why, IOException cause) {
    return new MemoryException(
        ErrorKind.CONFIGURATION,
        "folder "
            + folder
            + " cannot hold a store: "
            + why
            + "; set "
            + context.settings().key(FOLDER)
            + " to a folder you may write to",
        cause);
  }
}
