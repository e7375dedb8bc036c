package dev.recollect.ingest;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Fingerprints of files: the hash of the content, and what else decides which passages it gives.
 *
 * @param maximumTokens most tokens of a passage
 */
record Fingerprints(int maximumTokens) {

  /** Raised when reading or dividing changes, so that the next load writes everything anew. */
  private static final int REVISION = 1;

  String of(Path file) throws IOException {
    return Digests.sha256(file) + "/" + REVISION + "/" + maximumTokens;
  }
}
