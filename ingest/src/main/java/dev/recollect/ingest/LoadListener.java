package dev.recollect.ingest;

/** Is told how a load goes, on the thread that loads. What it throws ends the load. */
public interface LoadListener {

  /** Returns a listener that does nothing. */
  static LoadListener none() {
    return new LoadListener() {};
  }

  /** Is told how far the load is: once when the files have been found, then as they are written. */
  default void progressed(LoadProgress progress) {}

  /** Is told of a file that is not loaded. */
  default void skipped(SkippedFile file) {}
}
