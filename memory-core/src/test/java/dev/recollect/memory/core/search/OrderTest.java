package dev.recollect.memory.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.SparseVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderTest {

  private static final Namespace NAMESPACE = Namespace.of("default", NamespaceKind.ARCHIVE, "ada");
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<WholeId, WholeRecord> stored = new HashMap<>();
  private final AtomicInteger reads = new AtomicInteger();

  private static WholeId id(int number) {
    return new WholeId(NAMESPACE, "p" + number);
  }

  /** Stores a passage that others supersede. */
  private void store(int number, Integer... successors) {
    Payload.Builder payload = Payload.builder();
    for (int successor : successors) {
      Links.supersededBy("p" + successor, THEN).values().forEach(payload::put);
    }
    MemoryRecord record =
        MemoryRecord.builder(NAMESPACE, "p" + number)
            .text("text " + number)
            .payload(payload.build())
            .occurredAt(THEN)
            .recordedAt(THEN)
            .dense(Map.of(VectorNames.CONTENT, DenseVector.of(1)))
            .sparse(Map.of(VectorNames.CONTENT, SparseVector.empty()))
            .build();
    stored.put(id(number), new WholeRecord(List.of(record)));
  }

  private Order order(List<Integer> found) {
    List<Ranked> places = new ArrayList<>();
    for (int number : found) {
      places.add(new Ranked(id(number), found.size() - places.size(), 0));
    }
    return new Order(places, (which, options) -> read(which));
  }

  private Map<WholeId, WholeRecord> read(List<Ranked> which) {
    reads.incrementAndGet();
    Map<WholeId, WholeRecord> read = new HashMap<>();
    which.stream()
        .filter(one -> stored.containsKey(one.whole()))
        .forEach(one -> read.put(one.whole(), stored.get(one.whole())));
    return read;
  }

  private static List<String> slice(Order order, int from, int to) {
    return order.slice(from, to, new HashMap<>(), CallOptions.none()).stream()
        .map(place -> place.whole().parent())
        .toList();
  }

  @Test
  void slice_ofWhatNothingSupersedes_isAsFound_withOneRead() {
    List.of(1, 2, 3).forEach(number -> store(number));
    assertThat(slice(order(List.of(3, 1, 2)), 0, 3)).containsExactly("p3", "p1", "p2");
    assertThat(reads).hasValue(1);
  }

  @Test
  void slice_putsASuccessorRightBeforeWhatItSupersedes() {
    List.of(1, 3, 4).forEach(number -> store(number));
    store(2, 4);
    Order order = order(List.of(1, 2, 3, 4));
    assertThat(slice(order, 0, 2)).containsExactly("p1", "p4");
    assertThat(slice(order, 2, 4)).containsExactly("p2", "p3");
  }

  @Test
  void slice_leavesASuccessorThatStandsBefore() {
    store(1);
    store(2, 1);
    assertThat(slice(order(List.of(1, 2)), 0, 2)).containsExactly("p1", "p2");
  }

  @Test
  void slice_followsLinksOverWhatWasNotFound() {
    store(1, 2);
    store(2, 3);
    store(3);
    assertThat(slice(order(List.of(1, 3)), 0, 2)).containsExactly("p3", "p1");
  }

  @Test
  void slice_withSuccessorsThatAreGone_isAsFound() {
    store(1, 9);
    store(2);
    assertThat(slice(order(List.of(1, 2)), 0, 2)).containsExactly("p1", "p2");
  }

  @Test
  void slice_ofACircle_ends() {
    store(1, 2);
    store(2, 1);
    assertThat(slice(order(List.of(1, 2)), 0, 2)).containsExactlyInAnyOrder("p1", "p2");
  }

  @Test
  void lifted_hasTheScoreOfWhatItStandsBefore() {
    store(1, 2);
    store(2);
    List<Ranked> places = order(List.of(1, 2)).slice(0, 2, new HashMap<>(), CallOptions.none());
    assertThat(places).extracting(Ranked::score).containsExactly(2.0, 2.0);
    assertThat(places).extracting(Ranked::lifted).containsExactly(1.0, 0.0);
  }

  /** Oracle: whoever supersedes somebody, through any number of others, stands before him. */
  @Test
  void slice_ofRandomRankings_holdsAllSuccessorsBefore_whateverThePages() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      stored.clear();
      int count = 2 + random.nextInt(10);
      List<Integer> found = new ArrayList<>();
      Map<Integer, Set<Integer>> successors = randomLinks(count, random);
      for (int number = 0; number < count; number++) {
        found.add(number);
      }
      Collections.shuffle(found, random);
      Order order = order(found);
      List<String> paged = new ArrayList<>();
      for (int from = 0; from < count; ) {
        int to = Math.min(count, from + 1 + random.nextInt(3));
        paged.addAll(slice(order, from, to));
        from = to;
      }
      assertThat(paged).doesNotHaveDuplicates().hasSize(count);
      assertThat(slice(order, 0, count)).isEqualTo(paged);
      successors.forEach((older, newer) ->
          newer.forEach(one ->
              assertThat(paged.indexOf("p" + one))
                  .as("%s before %s in %s", one, older, paged)
                  .isLessThan(paged.indexOf("p" + older))));
    }
  }

  /** Stores passages, each superseded by some of higher number; returns all who come after whom. */
  private Map<Integer, Set<Integer>> randomLinks(int count, Random random) {
    Map<Integer, Set<Integer>> after = new HashMap<>();
    for (int number = count - 1; number >= 0; number--) {
      Set<Integer> reached = new HashSet<>();
      List<Integer> links = new ArrayList<>();
      for (int other = number + 1; other < count; other++) {
        if (random.nextInt(4) == 0) {
          links.add(other);
          reached.add(other);
          reached.addAll(after.getOrDefault(other, Set.of()));
        }
      }
      after.put(number, reached);
      store(number, links.toArray(Integer[]::new));
    }
    return after;
  }
}
