package dev.recollect.memory.core.search;

/**
 * How the embedding model of archival memory counts and how much it reads, for whoever divides
 * texts. Thread-safe.
 */
public final class TokenLimits {

  private final Embedder embedder;

  /** Creates the limits of an embedder. */
  public TokenLimits(Embedder embedder) {
    this.embedder = embedder;
  }

  /** Returns how many tokens are read at once. */
  public int maximum() {
    return embedder.maximumTokens();
  }

  /** Returns how many tokens a text has, or an estimate that is rarely too low. */
  public int count(String text) {
    return embedder.countTokens(text);
  }
}
