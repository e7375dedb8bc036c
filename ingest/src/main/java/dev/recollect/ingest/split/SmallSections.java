package dev.recollect.ingest.split;

import dev.recollect.ingest.read.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges neighbouring sections that are small even together, so that a file of many headings does
 * not become pieces of one line each.
 */
final class SmallSections {

  private final TokenCounter tokenCounter;
  private final Room room;
  private final List<Section> merged = new ArrayList<>();

  /** Sections that are small together, the headings they are all below, and their tokens. */
  private final List<Section> group = new ArrayList<>();

  private List<String> common = List.of();
  private int groupTokens;

  private SmallSections(TokenCounter tokenCounter, Room room) {
    this.tokenCounter = tokenCounter;
    this.room = room;
  }

  /**
   * Returns the sections, small neighbours with the same page and parent heading merged: their own
   * headings are then part of the text.
   *
   * @param room what merged sections may take together
   */
  static List<Section> merged(List<Section> sections, TokenCounter tokenCounter, Room room) {
    SmallSections small = new SmallSections(tokenCounter, room);
    sections.forEach(small::add);
    small.endGroup();
    return small.merged;
  }

  private void add(Section section) {
    int tokens = tokens(section);
    if (group.isEmpty() || !joins(section, tokens)) {
      endGroup();
      common = section.headings();
      groupTokens = 0;
    }
    group.add(section);
    groupTokens += Math.min(tokens, room.tokens() + 1);
  }

  private int tokens(Section section) {
    String text = withHeading(section);
    return room.isFarExceededBy(text) ? Integer.MAX_VALUE : tokenCounter.added(text);
  }

  private boolean joins(Section section, int tokens) {
    if (tokens > room.tokens() - groupTokens || section.page() != group.getFirst().page()) {
      return false;
    }
    if (isBelow(common, section)) {
      return true;
    }
    List<String> parent = parent(section);
    boolean siblings =
        !section.headings().isEmpty() && group.stream().allMatch(member -> isBelow(parent, member));
    common = siblings ? parent : common;
    return siblings;
  }

  private static boolean isBelow(List<String> headings, Section section) {
    return section.headings().equals(headings)
        || (!section.headings().isEmpty() && parent(section).equals(headings));
  }

  private static List<String> parent(Section section) {
    List<String> headings = section.headings();
    return headings.isEmpty() ? headings : headings.subList(0, headings.size() - 1);
  }

  private void endGroup() {
    if (group.size() == 1) {
      merged.add(group.getFirst());
    } else if (!group.isEmpty()) {
      List<String> texts =
          group.stream()
              .map(member -> member.headings().equals(common) ? member.text() : withHeading(member))
              .toList();
      merged.add(new Section(common, group.getFirst().page(), String.join("\n\n", texts)));
    }
    group.clear();
  }

  private static String withHeading(Section section) {
    return section.headings().isEmpty()
        ? section.text()
        : section.headings().getLast() + "\n" + section.text();
  }
}
