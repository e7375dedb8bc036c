package dev.recollect.memory.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may be in a store after what its {@linkplain CrashWriter writers} said. */
final class CrashExpectation {

  /** Of each batch the versions that each record may have. */
  private final NavigableMap<Long, List<Set<Long>>> possible = new TreeMap<>();

  private @Nullable CrashStep underWay;
  private List<Set<Long>> before = List.of();
  private int acknowledged;

  /** Notes all that a writer has said in its life. */
  void replay(List<String> said) {
    underWay = null;
    for (String line : said) {
      if (line.startsWith(CrashStep.BEGIN)) {
        begin(CrashStep.parse(line));
      } else if (underWay != null) {
        end(underWay, line);
      }
    }
  }

  private void begin(CrashStep step) {
    underWay = step;
    before = possible(step.batch(), step.size());
    List<Set<Long>> after = new ArrayList<>();
    for (Set<Long> versions : before) {
      Set<Long> more = new HashSet<>(versions);
      more.add(step.version());
      after.add(Set.copyOf(more));
    }
    possible.put(step.batch(), after);
  }

  private void end(CrashStep step, String outcome) {
    switch (outcome) {
      case CrashWriter.DONE -> {
        possible.put(step.batch(), Collections.nCopies(step.size(), Set.of(step.version())));
        acknowledged++;
      }
      case CrashWriter.NOT_APPLIED -> possible.put(step.batch(), before);
      default -> {} // It is unknown which of both they are.
    }
  }

  private List<Set<Long>> possible(long batch, int size) {
    return possible.getOrDefault(batch, Collections.nCopies(size, Set.of(CrashStep.ABSENT)));
  }

  /** Returns how many writes were acknowledged. */
  int acknowledged() {
    return acknowledged;
  }

  /** Returns the numbers of all batches from one on. */
  List<Long> batches(long first) {
    return List.copyOf(possible.tailMap(Math.max(0, first)).keySet());
  }

  /** Returns how many records a batch has when it is there. */
  int size(long batch) {
    return possible(batch, 1).size();
  }

  /** Returns the ids of the records of some batches that are there. */
  Set<String> present(Collection<Long> batches) {
    Set<String> ids = new HashSet<>();
    for (long batch : batches) {
      for (int index = 0; index < size(batch); index++) {
        if (!possible(batch, size(batch)).get(index).contains(CrashStep.ABSENT)) {
          ids.add(CrashStep.id(batch, index));
        }
      }
    }
    return ids;
  }

  /**
   * Asserts that the records of a batch may have the versions that were found; from now on they
   * must have them.
   *
   * @param whole whether all records of a batch must have the same
   */
  void assertPossible(long batch, List<Long> found, boolean whole) {
    if (whole) {
      assertThat(Set.copyOf(found)).as("versions of the records of batch %d", batch).hasSize(1);
    }
    List<Set<Long>> versions = possible(batch, found.size());
    for (int index = 0; index < found.size(); index++) {
      assertThat(versions.get(index))
          .as("possible versions of %s (-1: absent)", name(batch, index))
          .contains(found.get(index));
    }
    possible.put(batch, found.stream().map(Set::of).toList());
  }

  private static String name(long batch, int index) {
    return batch == CrashStep.STATE ? "the state" : "record " + index + " of batch " + batch;
  }
}
