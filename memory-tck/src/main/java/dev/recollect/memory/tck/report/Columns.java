package dev.recollect.memory.tck.report;

import java.util.Locale;

/** Text in three columns: a name, a number and words that are broken into lines. */
final class Columns {

  private static final int WIDTH = 112;

  private final StringBuilder text = new StringBuilder();
  private final int names;

  /** Creates an empty text whose first column holds names of at most that length. */
  Columns(int names) {
    this.names = names;
  }

  /** Adds a line without columns. */
  Columns line(String words) {
    text.append(words).append('\n');
    return this;
  }

  /** Adds a name and words. */
  Columns row(String name, String words) {
    return row(name, "", words);
  }

  /** Adds a name, a number, of which 0 stays blank, and words. */
  Columns row(String name, int number, String words) {
    return row(name, number == 0 ? "      " : String.format(Locale.ROOT, "%,6d", number), words);
  }

  private Columns row(String name, String number, String words) {
    String label = "  " + pad(name, names) + number + "  ";
    StringBuilder line = new StringBuilder(label);
    for (String word : words.strip().split("\\s+", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > label.length()) {
        line(line.toString().stripTrailing());
        line.setLength(0);
        line.append(" ".repeat(label.length()));
      }
      line.append(word).append(' ');
    }
    return line(line.toString().stripTrailing());
  }

  private static String pad(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.length()));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
