package dev.recollect.ingest;

import java.util.List;

/**
 * Some documents that are written together, and the files on the way that gave none.
 *
 * @param documents what is to be written
 * @param skipped what could not be read
 * @param bytes bytes of all these files
 */
record DocumentBatch(List<ReadDocument> documents, List<SkippedFile> skipped, long bytes) {

  DocumentBatch {
    documents = List.copyOf(documents);
    skipped = List.copyOf(skipped);
  }

  /** Returns whether there is nothing more to come. */
  boolean end() {
    return documents.isEmpty() && skipped.isEmpty();
  }

  int files() {
    return documents.size() + skipped.size();
  }
}
