package dev.recollect.ingest.read;

import java.util.List;

/**
 * A stretch of a document below one heading, and where the format has pages on one page.
 *
 * @param headings from the outermost heading to the innermost; without the document's title
 * @param page the page it starts on, from 1; 0 where the format has no pages
 * @param text the text, not blank; lines end with \n
 */
public record Section(List<String> headings, int page, String text) {

  /** Copies the headings. */
  public Section {
    headings = List.copyOf(headings);
  }
}
