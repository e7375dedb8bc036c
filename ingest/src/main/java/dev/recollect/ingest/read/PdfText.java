package dev.recollect.ingest.read;

import java.text.Normalizer;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Repairs of what PDFs give as text. */
final class PdfText {

  static final char SOFT_HYPHEN = '\u00AD';

  private static final int FIRST_LIGATURE = 0xFB00;
  private static final int LAST_LIGATURE = 0xFB06;
  private static final int FIRST_DINGBAT = 0x2700;
  private static final int LAST_DINGBAT = 0x27BF;
  private static final int REPLACEMENT = 0xFFFD;
  private static final double ILLEGIBLE = 0.3;
  private static final int FIRST_CJK_PUNCTUATION = 0x3000;
  private static final int LAST_CJK_PUNCTUATION = 0x303F;
  private static final int SYMBOL_FONT_BULLET = 0xF0B7;

  /** What leads the eye to a page number in a table of contents. */
  private static final Pattern LEADERS =
      Pattern.compile("(?:\\s?[.\u2026\u00B7]){5,}|(?:\\s[.\u00B7]){3,}(?=\\s)");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private PdfText() {}

  /** Returns a line without what no store keeps, and without ligatures and leaders. */
  static String cleanLine(String line) {
    StringBuilder clean = new StringBuilder(line.length());
    line.codePoints().forEach(character -> append(clean, character));
    String text = LEADERS.matcher(clean).replaceAll(" \u2026 ");
    return SPACES.matcher(text).replaceAll(" ").strip();
  }

  private static void append(StringBuilder clean, int character) {
    if (character >= FIRST_LIGATURE && character <= LAST_LIGATURE) {
      clean.append(Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC));
    } else if (character == SYMBOL_FONT_BULLET) {
      clean.append('\u2022');
    } else if (Character.isISOControl(character) || Character.isSpaceChar(character)) {
      clean.append(' ');
    } else if (Character.getType(character) != Character.SURROGATE) {
      clean.appendCodePoint(character);
    }
  }

  /** Appends a line to those before it, so that words and sentences flow. */
  static void appendLine(StringBuilder text, String line) {
    if (!text.isEmpty() && !line.isEmpty()) {
      if (text.charAt(text.length() - 1) == SOFT_HYPHEN || dividesWord(text, line)) {
        text.setLength(text.length() - 1);
      } else if (!closesUp(text, line)) {
        text.append(' ');
      }
    }
    text.append(line);
  }

  /** Returns a text without the hyphens that are seen at line ends alone. */
  static String withoutSoftHyphens(CharSequence text) {
    return text.toString().replace(String.valueOf(SOFT_HYPHEN), "");
  }

  /** Returns whether most of what is written is in some script, not in signs without a meaning. */
  static boolean isLegible(List<Section> sections) {
    long signs = sections.stream().mapToLong(section -> count(section, PdfText::isSign)).sum();
    long all = sections.stream().mapToLong(section -> count(section, c -> c > ' ')).sum();
    return signs < ILLEGIBLE * all;
  }

  private static long count(Section section, IntPredicate kind) {
    return section.text().codePoints().filter(kind).count();
  }

  private static boolean isSign(int character) {
    return (character >= FIRST_DINGBAT && character <= LAST_DINGBAT)
        || character == REPLACEMENT
        || Character.getType(character) == Character.PRIVATE_USE
        || Character.getType(character) == Character.UNASSIGNED;
  }

  private static boolean dividesWord(CharSequence text, String line) {
    return endsWithHyphen(text)
        && Character.isLetter(text.charAt(text.length() - 2))
        && Character.isLowerCase(line.codePointAt(0));
  }

  private static boolean closesUp(CharSequence text, String line) {
    boolean compound =
        endsWithHyphen(text)
            && Character.isLetterOrDigit(text.charAt(text.length() - 2))
            && Character.isLetterOrDigit(line.codePointAt(0));
    return compound
        || (isWrittenWithoutSpaces(Character.codePointBefore(text, text.length()))
            && isWrittenWithoutSpaces(line.codePointAt(0)));
  }

  private static boolean endsWithHyphen(CharSequence text) {
    int last = text.length() - 1;
    return last > 0 && (text.charAt(last) == '-' || text.charAt(last) == '\u2010');
  }

  private static boolean isWrittenWithoutSpaces(int character) {
    boolean punctuation = character >= FIRST_CJK_PUNCTUATION && character <= LAST_CJK_PUNCTUATION;
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA -> true;
      default -> punctuation;
    };
  }
}
