package dev.recollect.ingest.read;

import dev.recollect.ingest.read.PdfOutline.Bookmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Divides the pages of a PDF at its bookmarks. */
final class PdfSections {

  /** A heading may run over so many lines. */
  private static final int MOST_HEADING_LINES = 4;

  private static final Pattern NUMBERING =
      Pattern.compile(
          "(?i)^(?:(?:chapter|appendix|section|part)\\s+)?(?:\\d+(?:\\.\\d+)*|[a-z](?:\\.\\d+)+|[a-z]|[ivxlc]+)[.):]*\\s+(?=\\S)");

  private static final Pattern NOT_IN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern CHAPTER_LINE =
      Pattern.compile("(?i)(?:chapter|appendix|part)\\s+[\\da-z]{1,5}[.:]?");

  private final SectionList sections;
  private final List<Bookmark> bookmarks;
  private int next;

  private PdfSections(String title, List<Bookmark> bookmarks) {
    this.sections = new SectionList(title);
    this.bookmarks = bookmarks;
  }

  /** Returns the sections in order; none if no page has text. */
  static List<Section> of(String title, List<PdfPage> pages, List<Bookmark> bookmarks) {
    PdfSections division = new PdfSections(title, bookmarks);
    pages.forEach(division::add);
    return division.sections.finish();
  }

  private void add(PdfPage whole) {
    PdfPage page = withoutRepeatedHeadings(whole);
    List<PdfLine> lines = page.lines();
    List<String> words = lines.stream().map(line -> words(line.text())).toList();
    int start = 0;
    while (next < bookmarks.size() && bookmarks.get(next).page() <= page.number()) {
      Bookmark bookmark = bookmarks.get(next++);
      String title = words(bookmark.title());
      int heading = bookmark.page() < page.number() ? -1 : find(title, lines, words, start);
      if (heading >= 0) {
        addText(page, start, startOfHeading(lines, start, heading));
        start = heading + length(title, lines, heading);
      }
      sections.enter(bookmark.level(), bookmark.title(), page.number(), heading >= 0);
    }
    addText(page, start, lines.size());
  }

  /** Short chapters repeat theirs on too few pages for a running head. */
  private PdfPage withoutRepeatedHeadings(PdfPage page) {
    List<String> headings =
        sections.openTitles().stream()
            .map(PdfSections::words)
            .filter(words -> !words.isEmpty())
            .toList();
    List<PdfLine> lines = new ArrayList<>(page.lines());
    if (lines.size() > 1 && headings.contains(words(lines.getLast().text()))) {
      lines.removeLast();
    }
    if (lines.size() > 1 && headings.contains(words(lines.getFirst().text()))) {
      lines.removeFirst();
    }
    return new PdfPage(page.number(), lines);
  }

  private void addText(PdfPage page, int from, int to) {
    sections.add(page.number(), PdfParagraphs.text(page.lines().subList(from, to), page.lines()));
  }

  private static int startOfHeading(List<PdfLine> lines, int start, int heading) {
    boolean announced =
        heading > start && CHAPTER_LINE.matcher(lines.get(heading - 1).text()).matches();
    return announced ? heading - 1 : heading;
  }

  /** The first line of a page may be a running head that names what starts further down. */
  private static int find(String title, List<PdfLine> lines, List<String> words, int from) {
    int found = -1;
    for (int index = from; index < lines.size(); index++) {
      if (title.startsWith(words.get(index)) && length(title, lines, index) > 0) {
        found = index;
        if (index > 0) {
          break;
        }
      }
    }
    return found;
  }

  /** The number of lines that say the words of a title, 0 if those at an index do not. */
  private static int length(String title, List<PdfLine> lines, int index) {
    StringBuilder text = new StringBuilder();
    for (int count = 1; count <= MOST_HEADING_LINES && index + count <= lines.size(); count++) {
      PdfText.appendLine(text, lines.get(index + count - 1).text());
      String found = words(text.toString());
      if (found.equals(title)) {
        return title.isEmpty() ? 0 : count;
      }
      if (!title.startsWith(found)) {
        return 0;
      }
    }
    return 0;
  }

  private static String words(String text) {
    String unnumbered = NUMBERING.matcher(text).replaceFirst("");
    return NOT_IN_WORDS.matcher(unnumbered).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
