package dev.recollect.ingest.split;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Fills pieces with the units of one section, one after the other. A piece ends behind a paragraph
 * if that leaves it at least half full, and starts with the last sentences of the piece before.
 */
final class Packing {

  private final List<Unit> units;
  private final Room room;
  private final int overlapTokens;
  private final Predicate<String> fits;
  private final List<String> texts = new ArrayList<>();

  /** The first unit of the current piece, and the first of it that no piece before has. */
  private int start;

  private int fresh;

  private Packing(List<Unit> units, Room room, int overlapTokens, Predicate<String> fits) {
    this.units = units;
    this.room = room;
    this.overlapTokens = overlapTokens;
    this.fits = fits;
  }

  /**
   * Returns the texts of the pieces.
   *
   * @param fits whether a text fits as a whole: tokens may join otherwise than their sum says
   */
  static List<String> texts(
      List<Unit> units, Room room, int overlapTokens, Predicate<String> fits) {
    Packing packing = new Packing(units, room, overlapTokens, fits);
    while (packing.fresh < units.size()) {
      packing.addPiece();
    }
    return packing.texts;
  }

  private void addPiece() {
    int end = lastParagraphEnd(end());
    String text = text(end);
    while (end - start > 1 && !text.isEmpty() && !fits.test(text)) {
      if (end > fresh + 1) {
        end--;
      } else {
        start = fresh;
      }
      text = text(end);
    }
    if (!text.isEmpty()) {
      texts.add(text);
    }
    startNext(end);
  }

  /** The end of the longest piece that fits; at least one unit is new. */
  private int end() {
    long tokens = tokens(start, fresh);
    long bytes = bytes(start, fresh);
    Unit first = units.get(fresh);
    if (tokens + first.tokens() > room.tokens() || bytes + first.bytes() > room.bytes()) {
      start = fresh;
      tokens = 0;
      bytes = 0;
    }
    int end = fresh;
    while (end < units.size()) {
      tokens += units.get(end).tokens();
      bytes += units.get(end).bytes();
      if (end > fresh && (tokens > room.tokens() || bytes > room.bytes())) {
        break;
      }
      end++;
    }
    return end;
  }

  private int lastParagraphEnd(int end) {
    if (end == units.size()) {
      return end;
    }
    long tokens = tokens(start, end);
    for (int last = end; last > fresh && tokens >= room.tokens() / 2; last--) {
      if (units.get(last - 1).endsParagraph()) {
        return last;
      }
      tokens -= units.get(last - 1).tokens();
    }
    return end;
  }

  private void startNext(int end) {
    int overlap = end;
    long tokens = 0;
    while (overlap - 1 > start && units.get(overlap - 1).sentence()) {
      tokens += units.get(overlap - 1).tokens();
      if (tokens > overlapTokens) {
        break;
      }
      overlap--;
    }
    start = overlap;
    fresh = end;
  }

  private String text(int end) {
    StringBuilder text = new StringBuilder();
    units.subList(start, end).forEach(unit -> text.append(unit.text()));
    return text.toString().strip();
  }

  private long tokens(int from, int to) {
    return units.subList(from, to).stream().mapToLong(Unit::tokens).sum();
  }

  private long bytes(int from, int to) {
    return units.subList(from, to).stream().mapToLong(Unit::bytes).sum();
  }
}
