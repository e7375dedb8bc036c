package dev.recollect.agent.compaction;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Writes places of messages as ranges, such as {@code 1-8,11}, and reads them back. */
final class Sequences {

  private Sequences() {}

  static String write(Collection<Long> sequences) {
    List<long[]> ranges = new ArrayList<>();
    for (long sequence : new TreeSet<>(sequences)) {
      if (!ranges.isEmpty() && ranges.getLast()[1] == sequence - 1) {
        ranges.getLast()[1] = sequence;
      } else {
        ranges.add(new long[] {sequence, sequence});
      }
    }
    return ranges.stream()
        .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
        .collect(Collectors.joining(","));
  }

  /**
   * Returns the places in order.
   *
   * @throws MemoryException CORRUPT for what was not written by {@link #write}
   */
  static List<Long> read(String ranges) {
    List<Long> sequences = new ArrayList<>();
    try {
      for (String range : ranges.isEmpty() ? new String[0] : ranges.split(",", -1)) {
        int dash = range.indexOf('-');
        long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
        long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
        LongStream.rangeClosed(first, last).forEach(sequences::add);
      }
      return List.copyOf(sequences);
    } catch (NumberFormatException e) {
      throw new MemoryException(
          ErrorKind.CORRUPT, "'" + ranges + "' are no places of messages, such as 1-8,11", e);
    }
  }
}
