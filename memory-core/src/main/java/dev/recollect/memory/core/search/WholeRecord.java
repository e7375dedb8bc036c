package dev.recollect.memory.core.search;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.PayloadValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stored text with all its parts, in order. Immutable.
 *
 * @param parts the records, at least one
 */
public record WholeRecord(List<MemoryRecord> parts) {

  /** Copies the parts. */
  public WholeRecord {
    parts = List.copyOf(parts);
  }

  /** Returns the record of the first part, whose payload and times stand for the whole. */
  public MemoryRecord first() {
    return parts.get(0);
  }

  /** Returns the whole text. */
  public String text() {
    return parts.stream().map(MemoryRecord::text).collect(Collectors.joining());
  }

  /** Returns the id of a part: that of the whole for part 0, else with {@code #} and the number. */
  public static String partId(String parent, int part) {
    return part == 0 ? parent : parent + "#" + part;
  }

  /** Returns how many parts the whole has, by the payload of its first one. */
  static int partCount(MemoryRecord first) {
    return first.payload().get(PayloadKeys.PARTS).orElse(null) instanceof PayloadValue.Int64(long n)
        ? (int) n
        : 1;
  }

  /** Returns the ids of the parts behind the first one. */
  static List<String> furtherIds(MemoryRecord first) {
    List<String> ids = new ArrayList<>();
    for (int part = 1; part < partCount(first); part++) {
      ids.add(partId(first.id(), part));
    }
    return ids;
  }
}
