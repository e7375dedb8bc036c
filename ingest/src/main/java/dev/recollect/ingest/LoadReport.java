package dev.recollect.ingest;

import java.util.List;

/**
 * What a load did.
 *
 * @param source the source's name
 * @param added documents that are new
 * @param replaced documents whose content had changed
 * @param unchanged documents that were there already
 * @param removed documents that are in the folder no more
 * @param passages passages written
 * @param skipped what was not loaded, in the order met
 */
public record LoadReport(
    String source,
    int added,
    int replaced,
    int unchanged,
    int removed,
    long passages,
    List<SkippedFile> skipped) {

  /** Copies what was skipped. */
  public LoadReport {
    skipped = List.copyOf(skipped);
  }

  /** Returns whether something was skipped that somebody may miss. */
  public boolean failed() {
    return skipped.stream().anyMatch(SkippedFile::error);
  }

  /** Returns whether the source was changed. */
  public boolean changed() {
    return added + replaced + removed > 0;
  }
}
