package dev.recollect.ingest.split;

/**
 * What a text may take.
 *
 * @param tokens the most tokens that it adds to its context
 * @param bytes the most bytes of UTF-8
 */
record Room(int tokens, int bytes) {

  /** More characters than these a token has none in any language, so they need not be counted. */
  private static final int CHARACTERS_A_TOKEN = 16;

  /** Returns whether a text is so long that it cannot fit; its tokens are not worth counting. */
  boolean isFarExceededBy(String text) {
    return text.length() > bytes || text.length() / CHARACTERS_A_TOKEN > tokens;
  }
}
