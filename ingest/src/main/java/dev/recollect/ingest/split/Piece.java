package dev.recollect.ingest.split;

import java.util.List;

/**
 * A part of a document that an embedding model reads whole.
 *
 * @param text what the document says there
 * @param context the document's title and the headings above the text, on one line; may be empty
 * @param headings from the outermost heading to the innermost, uncut
 * @param page the page the text starts on, from 1; 0 where the format has no pages
 */
public record Piece(String text, String context, List<String> headings, int page) {

  /** Copies the headings. */
  public Piece {
    headings = List.copyOf(headings);
  }

  /** Returns what is to be embedded: the context, if any, and below it the text. */
  public String embedded() {
    return embedded(context, text);
  }

  static String embedded(String context, String text) {
    return context.isEmpty() ? text : context + "\n" + text;
  }
}
