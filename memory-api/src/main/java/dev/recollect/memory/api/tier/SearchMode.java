package dev.recollect.memory.api.tier;

/** What a search ranks by. */
public enum SearchMode {

  /** Words and meaning together, which finds most; what a query does if nothing else is said. */
  HYBRID,

  /**
   * Words alone. The query is not embedded, so hits have no cosine and {@link
   * SearchQuery.Builder#minimumCosine} is refused; a query of stop words alone finds nothing.
   */
  TEXT,

  /** Meaning alone. */
  VECTOR
}
