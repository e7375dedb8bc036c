package dev.recollect.ingest;

import java.util.List;
import java.util.Set;

/**
 * What a request amounts to.
 *
 * @param files the documents
 * @param skipped what is there and is none
 * @param present keys of all that is there, documents or not
 * @param whole whether all of the folder could be looked at, so that what is absent is gone
 */
record FoundFiles(
    List<FoundFile> files, List<SkippedFile> skipped, Set<String> present, boolean whole) {

  FoundFiles {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
    present = Set.copyOf(present);
  }
}
