package dev.recollect.agent.state;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.Comparator;
import java.util.Locale;

/**
 * The place of a message in a conversation.
 *
 * <p>Messages that recall memory holds (said by the person or the agent) count up the sequence, so
 * that neighbours in recall are neighbours in the conversation. Calls without text, tool results
 * and events follow the sequence before them with a part of their own.
 *
 * @param sequence place among what was said, from 1; 0 for events before all of that
 * @param part 0 for what was said, from 1 for tool traffic and events behind it
 */
public record Position(long sequence, int part) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::sequence).thenComparingInt(Position::part);

  /** Returns the position as part of a state key; keys sort as positions do. */
  public String key() {
    return part == 0
        ? String.format(Locale.ROOT, "%012d", sequence)
        : String.format(Locale.ROOT, "%012d.%06d", sequence, part);
  }

  /**
   * Returns the position that a key holds.
   *
   * @throws MemoryException CORRUPT if it holds none
   */
  public static Position parse(String key) {
    int dot = key.indexOf('.');
    try {
      return dot < 0
          ? new Position(Long.parseLong(key), 0)
          : new Position(
              Long.parseLong(key.substring(0, dot)), Integer.parseInt(key.substring(dot + 1)));
    } catch (NumberFormatException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT, "'" + key + "' is no position of a message, such as 000000000042", e);
    }
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
