package dev.recollect.ingest;

import java.nio.file.Path;
import java.util.List;

/** What to load: a folder, or files. Immutable. */
public sealed interface LoadRequest {

  /** Returns the files directly in a folder that can be read; hidden ones are left out. */
  static Folder folder(Path folder) {
    return new Folder(folder, false);
  }

  /** Returns some files. */
  static Files files(List<Path> files) {
    return new Files(files);
  }

  /**
   * The files in a folder. What was loaded from it before and is there no more is removed.
   *
   * @param path the folder
   * @param recursive whether its subfolders belong to it
   */
  record Folder(Path path, boolean recursive) implements LoadRequest {

    /** Returns this folder with all below it. */
    public Folder withSubfolders() {
      return new Folder(path, true);
    }
  }

  /**
   * Files, each named. Nothing is removed: a file belongs to no folder before a load of the folder
   * finds it there, and until then it stays in the source whatever becomes of it.
   *
   * @param paths the files
   */
  record Files(List<Path> paths) implements LoadRequest {

    /** Copies the list. */
    public Files {
      paths = List.copyOf(paths);
    }
  }
}
