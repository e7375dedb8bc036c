package dev.recollect.ingest;

import dev.recollect.ingest.read.DocumentReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds documents that were named one by one; whatever cannot be read is an error. */
final class NamedFiles {

  private final DocumentReaders readers;
  private final Map<String, FoundFile> files = new LinkedHashMap<>();
  private final List<SkippedFile> skipped = new ArrayList<>();

  private NamedFiles(DocumentReaders readers) {
    this.readers = readers;
  }

  /** Returns the files in the order given, none twice. */
  static FoundFiles of(DocumentReaders readers, List<Path> paths) {
    NamedFiles named = new NamedFiles(readers);
    paths.forEach(named::add);
    List<FoundFile> files = List.copyOf(named.files.values());
    return new FoundFiles(files, named.skipped, named.files.keySet(), false);
  }

  private void add(Path path) {
    try {
      Path real = path.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        skip(path, "is a folder; load it as one");
      } else if (!attributes.isRegularFile()) {
        skip(path, "is not a regular file");
      } else if (!readers.reads(real)) {
        String kinds = String.join(", .", readers.extensions());
        skip(path, "is of a kind that is not read; files are read that end with ." + kinds);
      } else {
        add(real, attributes);
      }
    } catch (IOException e) {
      boolean absent = e instanceof NoSuchFileException;
      skip(path, absent ? "does not exist" : "cannot be read; " + FolderWalk.why(e));
    }
  }

  private void add(Path real, BasicFileAttributes attributes) {
    FoundFile file =
        new FoundFile(
            real,
            FileNames.shown(real.getFileName()),
            attributes.size(),
            attributes.lastModifiedTime().toInstant());
    files.put(file.key(), file);
  }

  private void skip(Path path, String reason) {
    skipped.add(new SkippedFile(FileNames.shown(path), reason, true));
  }
}
