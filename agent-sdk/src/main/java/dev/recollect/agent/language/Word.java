package dev.recollect.agent.language;

/**
 * One word of a text, contractions taken apart ({@code I'm} is two words over one span).
 *
 * @param lower the word in lower case, with straight apostrophes
 * @param capital whether it is written with a capital letter
 * @param start where its span begins in the text
 * @param end where its span ends in the text
 */
public record Word(String lower, boolean capital, int start, int end) {

  /** What a possessive ending is kept as, a word of its own. */
  public static final String POSSESSIVE = "'s";

  /** Returns whether the word holds a digit. */
  public boolean isNumeric() {
    return lower.chars().anyMatch(Character::isDigit);
  }
}
