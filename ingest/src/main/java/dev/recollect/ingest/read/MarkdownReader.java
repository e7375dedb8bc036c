package dev.recollect.ingest.read;

import dev.recollect.ingest.read.MarkdownHeadings.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads Markdown: a section for each heading, its text as it stands in the source. */
final class MarkdownReader implements DocumentReader {

  private final MarkdownHeadings headings = new MarkdownHeadings();

  @Override
  public Set<String> extensions() {
    return Set.of("md", "markdown");
  }

  @Override
  public ExtractedDocument read(Path file) throws IOException, Refusal {
    String source = TextFile.read(file);
    FrontMatter matter = FrontMatter.of(source);
    String text = source.substring(matter.length());
    List<Found> found = headings.in(text);
    String title = matter.title().isBlank() ? firstOfLevelOne(found) : matter.title();
    List<Section> sections = sections(title, text, found);
    if (sections.isEmpty()) {
      throw Refusal.noText();
    }
    return new ExtractedDocument(title, sections);
  }

  private static String firstOfLevelOne(List<Found> headings) {
    return headings.stream()
        .filter(heading -> heading.level() == 1)
        .map(Found::title)
        .findFirst()
        .orElse("");
  }

  private static List<Section> sections(String title, String text, List<Found> headings) {
    SectionList sections = new SectionList(title);
    sections.add(0, text.substring(0, startOf(headings, 0, text)));
    for (int index = 0; index < headings.size(); index++) {
      Found heading = headings.get(index);
      sections.enter(heading.level(), heading.title(), 0, true);
      sections.add(0, text.substring(heading.end(), startOf(headings, index + 1, text)));
    }
    return sections.finish();
  }

  private static int startOf(List<Found> headings, int index, String text) {
    return index < headings.size() ? headings.get(index).start() : text.length();
  }
}
