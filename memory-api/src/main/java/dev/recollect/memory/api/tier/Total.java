package dev.recollect.memory.api.tier;

/**
 * How many hits a search has.
 *
 * @param count the number, not negative
 * @param exact whether there are exactly so many, or at least
 */
public record Total(int count, boolean exact) {

  @Override
  public String toString() {
    return exact ? Integer.toString(count) : "at least " + count;
  }
}
