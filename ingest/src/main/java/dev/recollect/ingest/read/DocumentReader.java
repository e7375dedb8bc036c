package dev.recollect.ingest.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Reads one format. Thread-safe. */
sealed interface DocumentReader permits TextReader, MarkdownReader, PdfReader {

  /** Returns what the names of its files end with, in lower case and without the dot. */
  Set<String> extensions();

  /**
   * Returns what is in a file.
   *
   * @throws IOException if the file cannot be read
   * @throws Refusal if what it holds cannot be read
   */
  ExtractedDocument read(Path file) throws IOException, Refusal;
}
