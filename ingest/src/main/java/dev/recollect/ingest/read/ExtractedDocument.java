package dev.recollect.ingest.read;

import java.util.List;

/**
 * What was read from a file: its title and its text, section by section.
 *
 * @param title the title that the document itself gives; empty if it gives none
 * @param sections the text in order; at least one section
 */
public record ExtractedDocument(String title, List<Section> sections) {

  /** Copies the sections. */
  public ExtractedDocument {
    sections = List.copyOf(sections);
  }
}
