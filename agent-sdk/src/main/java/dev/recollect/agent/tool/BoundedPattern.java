package dev.recollect.agent.tool;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/**
 * A regular expression of a schema that gives up on a text instead of trying for ever: some
 * patterns need time exponential in the text, and the text is the model's.
 */
final class BoundedPattern implements RegularExpression {

  /** So many characters are looked at for one text, the same one again and again included. */
  static final int LOOKS = 2_000_000;

  /** Says that a text was given up. */
  static final class TooLong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLong(String pattern) {
      super(
          "a text could not be checked against the pattern "
              + pattern
              + " within bounds; give a shorter or simpler one");
    }
  }

  private final String source;
  private final Pattern pattern;

  /**
   * Compiles a pattern of ECMAScript as far as Java's can express it.
   *
   * @throws java.util.regex.PatternSyntaxException for one that is none
   */
  BoundedPattern(String source) {
    this.source = source;
    this.pattern =
        Pattern.compile(
            RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(source)));
  }

  @Override
  public boolean matches(String value) {
    try {
      return pattern.matcher(new Counted(value, this)).find();
    } catch (StackOverflowError e) {
      throw new TooLong(source);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final BoundedPattern pattern;
    private int looks;

    Counted(String text, BoundedPattern pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    @Override
    public char charAt(int index) {
      if (++looks > LOOKS) {
        throw new TooLong(pattern.source);
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
