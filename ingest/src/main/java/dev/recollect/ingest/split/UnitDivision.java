package dev.recollect.ingest.split;

import dev.recollect.memory.api.value.Texts;
import dev.recollect.memory.core.text.TextUnits;
import java.util.ArrayList;
import java.util.List;

/** Divides texts into sentences, and those that are too long into halves until they fit. */
final class UnitDivision {

  private final TokenCounter tokenCounter;
  private final Room room;
  private final List<Unit> units = new ArrayList<>();

  private UnitDivision(TokenCounter tokenCounter, Room room) {
    this.tokenCounter = tokenCounter;
    this.room = room;
  }

  /** Returns the units of a text; joined, they are the text again. */
  static List<Unit> units(String text, TokenCounter tokenCounter, Room room) {
    UnitDivision division = new UnitDivision(tokenCounter, room);
    TextUnits.paragraphs(text).forEach(division::addParagraph);
    return division.units;
  }

  private void addParagraph(String paragraph) {
    TextUnits.sentences(paragraph).forEach(sentence -> add(sentence, true));
    units.set(units.size() - 1, units.getLast().endingParagraph());
  }

  private void add(String text, boolean sentence) {
    Unit unit = measured(text, sentence);
    boolean fits = unit.tokens() <= room.tokens() && unit.bytes() <= room.bytes();
    int cut = fits ? 0 : cut(text);
    if (cut == 0) {
      units.add(unit);
      return;
    }
    add(text.substring(0, cut), false);
    add(text.substring(cut), false);
  }

  private Unit measured(String text, boolean sentence) {
    long bytes = Texts.utf8Length("text", text);
    int tokens = room.isFarExceededBy(text) ? Integer.MAX_VALUE : tokenCounter.added(text);
    return new Unit(text, tokens, bytes, sentence, false);
  }

  /** Where a text is best divided: behind a line, else behind a word, else in the middle. */
  private static int cut(String text) {
    int quarter = text.length() / 4;
    int line = nearestToMiddle(text, '\n', quarter);
    if (line > 0) {
      return line;
    }
    int word = nearestToMiddle(text, ' ', text.length() / 2);
    if (word > 0) {
      return word;
    }
    int middle = text.length() / 2;
    boolean insidePair = middle > 0 && Character.isLowSurrogate(text.charAt(middle));
    return insidePair ? middle - 1 : middle;
  }

  /** The index behind a line end or white space, at most so far from the middle; 0 if none. */
  private static int nearestToMiddle(String text, char end, int farthest) {
    int middle = text.length() / 2;
    for (int distance = 0; distance < farthest; distance++) {
      if (isEnd(text.charAt(middle - distance), end) && middle - distance + 1 < text.length()) {
        return middle - distance + 1;
      }
      int behind = middle + distance;
      if (behind + 1 < text.length() && isEnd(text.charAt(behind), end)) {
        return behind + 1;
      }
    }
    return 0;
  }

  private static boolean isEnd(char character, char end) {
    return end == '\n' ? character == end : Character.isWhitespace(character);
  }
}
