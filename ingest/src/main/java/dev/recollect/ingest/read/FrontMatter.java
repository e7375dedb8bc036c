package dev.recollect.ingest.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before a Markdown text between two lines of dashes.
 *
 * @param title what it gives as title; empty if it gives none
 * @param length how many characters it takes, its last line end included; 0 if there is none
 */
record FrontMatter(String title, int length) {

  private static final int MOST_CHARACTERS = 64 * 1024;

  /** A key or a comment must follow: two rules may also enclose text. */
  private static final Pattern START = Pattern.compile("---[ \\t]*\\n(?=\\s*(?:#|[\\w\"'-]+:))");

  private static final Pattern END = Pattern.compile("(?m)^(?:---|\\.\\.\\.)[ \\t]*(?:\\n|\\z)");
  private static final Pattern TITLE = Pattern.compile("(?m)^title:[ \\t]*(.*?)[ \\t]*$");

  static FrontMatter of(String text) {
    Matcher start = START.matcher(text);
    Matcher end = END.matcher(text).region(0, Math.min(text.length(), MOST_CHARACTERS));
    if (!start.lookingAt() || !end.find(start.end())) {
      return new FrontMatter("", 0);
    }
    Matcher title = TITLE.matcher(text.substring(start.end(), end.start()));
    return new FrontMatter(title.find() ? unquoted(title.group(1)) : "", end.end());
  }

  private static String unquoted(String value) {
    for (String quote : new String[] {"\"", "'"}) {
      if (value.length() > 1 && value.startsWith(quote) && value.endsWith(quote)) {
        return value.substring(1, value.length() - 1).strip();
      }
    }
    return value.matches("[|>][+-]?") ? "" : value;
  }
}
