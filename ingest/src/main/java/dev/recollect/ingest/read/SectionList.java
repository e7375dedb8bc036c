package dev.recollect.ingest.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The sections of a document, collected while it is walked from heading to heading. */
final class SectionList {

  private record Heading(int level, String title) {}

  private final String documentTitle;
  private final List<Section> sections = new ArrayList<>();
  private final Deque<Heading> open = new ArrayDeque<>();

  /** Whether the innermost heading stands in the text and nothing below it yet. */
  private boolean bare;

  private int page;

  /**
   * Creates an empty list.
   *
   * @param documentTitle left out of the headings where it is the first of them
   */
  SectionList(String documentTitle) {
    this.documentTitle = documentTitle;
  }

  /**
   * Goes on below a heading; it closes those of its level and of deeper ones. A heading with
   * nothing below it becomes text, so that it is not lost.
   *
   * @param inText whether the heading stands in the text, and not in a list of contents alone
   */
  void enter(int level, String title, int headingPage, boolean inText) {
    if (!open.isEmpty() && open.getLast().level() >= level) {
      keepBareHeading();
    }
    while (!open.isEmpty() && open.getLast().level() >= level) {
      open.removeLast();
    }
    open.addLast(new Heading(level, title));
    bare = inText;
    page = headingPage;
  }

  /** Adds text below the current heading; a blank one is left out. */
  void add(int textPage, String text) {
    if (!text.isBlank()) {
      sections.add(new Section(headings(open), textPage, withoutBlankEnds(text)));
      bare = false;
    }
  }

  /** Returns the sections; nothing is added after that. */
  List<Section> finish() {
    keepBareHeading();
    return sections;
  }

  /** Returns the headings that text is added below, from the outermost to the innermost. */
  List<String> openTitles() {
    return open.stream().map(Heading::title).toList();
  }

  private void keepBareHeading() {
    if (bare && !open.getLast().title().isBlank()) {
      Deque<Heading> above = new ArrayDeque<>(open);
      String title = above.removeLast().title();
      sections.add(new Section(headings(above), page, title));
    }
    bare = false;
  }

  private List<String> headings(Deque<Heading> path) {
    List<String> titles =
        path.stream().map(Heading::title).filter(title -> !title.isBlank()).toList();
    boolean repeats = !titles.isEmpty() && titles.getFirst().equals(documentTitle);
    return repeats ? titles.subList(1, titles.size()) : titles;
  }

  /** The first line keeps its indentation: it may be code. */
  private static String withoutBlankEnds(String text) {
    int first = 0;
    while (Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    return text.substring(text.lastIndexOf('\n', first) + 1).stripTrailing();
  }
}
