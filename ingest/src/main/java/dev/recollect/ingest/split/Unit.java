package dev.recollect.ingest.split;

/**
 * A stretch of text that stays in one piece, white space behind it included.
 *
 * @param text what it says
 * @param tokens what it adds to others
 * @param bytes its size in UTF-8
 * @param sentence whether it is a whole sentence
 * @param endsParagraph whether a paragraph ends with it
 */
record Unit(String text, int tokens, long bytes, boolean sentence, boolean endsParagraph) {

  Unit endingParagraph() {
    return new Unit(text, tokens, bytes, sentence, true);
  }
}
