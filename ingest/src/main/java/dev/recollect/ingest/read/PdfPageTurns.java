package dev.recollect.ingest.read;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Completes sentences that run over the end of a page with their end from the next. */
final class PdfPageTurns {

  private static final int LONGEST_CONTINUATION = 600;
  private static final Pattern SENTENCE_END =
      Pattern.compile("[.!?\u2026\u3002]['\"\u201D\u2019)\\]]*\\z");

  /** More than any closing quotes and brackets. */
  private static final int ENDING = 10;

  private PdfPageTurns() {}

  /** Returns the sections, a sentence's end now standing on both pages. */
  static List<Section> completed(List<Section> sections) {
    List<Section> completed = new ArrayList<>(sections.size());
    for (int index = 0; index < sections.size(); index++) {
      Section section = sections.get(index);
      boolean last = index + 1 == sections.size();
      completed.add(last ? section : completed(section, sections.get(index + 1)));
    }
    return completed;
  }

  private static Section completed(Section section, Section next) {
    boolean runsOn =
        section.page() + 1 == next.page()
            && section.headings().equals(next.headings())
            && Character.isLowerCase(next.text().codePointAt(0))
            && !endsSentence(section.text());
    if (!runsOn) {
      return section;
    }
    StringBuilder text = new StringBuilder(section.text());
    PdfText.appendLine(text, firstSentence(next.text()));
    return new Section(section.headings(), section.page(), text.toString());
  }

  private static boolean endsSentence(String text) {
    return SENTENCE_END.matcher(text.substring(Math.max(0, text.length() - ENDING))).find();
  }

  private static String firstSentence(String text) {
    int paragraph = text.indexOf("\n\n");
    int most = Math.min(paragraph < 0 ? text.length() : paragraph, LONGEST_CONTINUATION);
    String start = text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most)));
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    sentences.setText(start);
    return start.substring(0, sentences.next()).strip();
  }
}
