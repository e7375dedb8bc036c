package dev.recollect.ingest.split;

import dev.recollect.ingest.read.ExtractedDocument;
import dev.recollect.ingest.read.Section;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Division of documents into pieces that an embedding model reads whole, context included, and that
 * a store accepts. Thread-safe if the token counter is.
 *
 * <p>A piece holds text of one section, or of several small ones; a section that fits is one piece.
 * A longer one is divided behind paragraphs, else sentences, else words, and inside a word only if
 * that alone is too long. Nothing is left out but white space between pieces.
 */
public final class DocumentSplitter {

  private static final int FEWEST_TOKENS = 16;

  /** The context takes at most one of so many parts of a piece. */
  private static final int CONTEXT_SHARE = 4;

  /** Sections are merged that take together at most one of so many parts of a piece. */
  private static final int SMALL_SHARE = 5;

  private final TokenCounter tokenCounter;
  private final ContextLine contextLine;
  private final int maximumTokens;
  private final int overlapTokens;

  /**
   * Creates a splitter.
   *
   * @param tokenCounter counts the tokens that the embedding model reads a text as
   * @param maximumTokens the most tokens of a piece with its context, at least 16
   * @param overlapTokens the most tokens of the sentences that neighbouring pieces of a section
   *     share, from 0 to half of the maximum
   * @throws MemoryException INVALID for numbers outside these ranges
   */
  public DocumentSplitter(
      ToIntFunction<String> tokenCounter, int maximumTokens, int overlapTokens) {
    if (maximumTokens < FEWEST_TOKENS) {
      throw MemoryException.invalid(
          "pieces of at most "
              + maximumTokens
              + " tokens are too small; at least "
              + FEWEST_TOKENS
              + " are needed");
    }
    if (overlapTokens < 0 || overlapTokens > maximumTokens / 2) {
      throw MemoryException.invalid(
          "an overlap of "
              + overlapTokens
              + " tokens is not between 0 and half of "
              + maximumTokens);
    }
    this.tokenCounter = TokenCounter.of(tokenCounter);
    this.contextLine = new ContextLine(this.tokenCounter, maximumTokens / CONTEXT_SHARE);
    this.maximumTokens = maximumTokens;
    this.overlapTokens = overlapTokens;
  }

  /** Returns the most tokens of a piece with its context. */
  public int maximumTokens() {
    return maximumTokens;
  }

  /**
   * Returns the pieces of a document in order.
   *
   * @param title leads the context of each piece; may be empty
   * @throws MemoryException INVALID if a text holds U+0000 or an unpaired surrogate
   */
  public List<Piece> split(String title, ExtractedDocument document) {
    Room small = new Room(maximumTokens / SMALL_SHARE, Limits.TEXT_BYTES / SMALL_SHARE);
    List<Piece> pieces = new ArrayList<>();
    String context = "";
    List<String> headings = null;
    for (Section section : SmallSections.merged(document.sections(), tokenCounter, small)) {
      if (!section.headings().equals(headings)) {
        headings = section.headings();
        context = contextLine.of(title, headings);
      }
      addPieces(pieces, context, section);
    }
    return pieces;
  }

  private void addPieces(List<Piece> pieces, String context, Section section) {
    for (String text : texts(context, section.text())) {
      pieces.add(new Piece(text, context, section.headings(), section.page()));
    }
  }

  private List<String> texts(String context, String section) {
    Room room = room(context);
    String whole = section.strip();
    if (!room.isFarExceededBy(whole) && fits(context, whole)) {
      return List.of(whole);
    }
    List<Unit> units = UnitDivision.units(section, tokenCounter, room);
    return Packing.texts(units, room, overlapTokens, text -> fits(context, text));
  }

  private Room room(String context) {
    String head = Piece.embedded(context, "");
    int tokens = head.isEmpty() ? tokenCounter.overhead() : tokenCounter.alone(head);
    int bytes = Math.toIntExact(Texts.utf8Length("context", head));
    return new Room(Math.max(1, maximumTokens - tokens), Limits.TEXT_BYTES - bytes);
  }

  private boolean fits(String context, String text) {
    String embedded = Piece.embedded(context, text);
    return Texts.utf8Length("text", embedded) <= Limits.TEXT_BYTES
        && tokenCounter.alone(embedded) <= maximumTokens;
  }
}
