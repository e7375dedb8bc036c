package dev.recollect.ingest;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that is to be a document.
 *
 * @param path where it lies, absolute and without links
 * @param name what people call it
 * @param size in bytes
 * @param modifiedAt when it was last changed
 */
record FoundFile(Path path, String name, long size, Instant modifiedAt) {

  /** Returns what tells this file from all others: two names that look alike stay apart. */
  String key() {
    return key(path);
  }

  /** Returns the key of the file that lies at a path, or did. */
  static String key(Path path) {
    return Digests.sha256(path.toUri().getRawPath());
  }
}
