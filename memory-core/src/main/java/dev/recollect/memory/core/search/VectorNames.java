package dev.recollect.memory.core.search;

/** The names of the vectors that core stores, dense and sparse alike. */
public final class VectorNames {

  /** Of the text alone; in every collection. */
  public static final String CONTENT = "content";

  /** Of the text with what was said before it; where the store holds two vectors of a kind. */
  public static final String CONTEXT = "context";

  private VectorNames() {}
}
