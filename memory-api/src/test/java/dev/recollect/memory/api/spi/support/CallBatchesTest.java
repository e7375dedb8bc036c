package dev.recollect.memory.api.spi.support;

import static dev.recollect.memory.api.spi.support.TestRecords.ACME;
import static dev.recollect.memory.api.spi.support.TestRecords.GLOBEX;
import static dev.recollect.memory.api.spi.support.TestRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.support.CallBatches.Size;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.SparseVector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CallBatchesTest {

  /** Few ids, so that they meet again in the same namespace and in the other. */
  @Provide
  Arbitrary<List<MemoryRecord>> calls() {
    return Combinators.combine(
            Arbitraries.of(ACME, GLOBEX),
            Arbitraries.of("a", "b", "c", "d", "e"),
            Arbitraries.integers().between(0, 9))
        .as((namespace, id, length) -> record(namespace, id, "x".repeat(length)))
        .list()
        .ofMaxSize(14);
  }

  private static Size<MemoryRecord> size(int records, int bytes) {
    return new Size<>(records, bytes, record -> record.text().length());
  }

  private static List<MemoryRecord> latest(List<MemoryRecord> call) {
    Map<String, MemoryRecord> latest = new LinkedHashMap<>();
    call.forEach(record -> latest.put(identity(record), record));
    return List.copyOf(latest.values());
  }

  private static String identity(MemoryRecord record) {
    return record.namespace().key() + " " + record.id();
  }

  @Property
  void all_anyCall_isEachIdentityOnceTheLatestAndInOrder(
      @ForAll("calls") List<MemoryRecord> call,
      @ForAll @IntRange(min = 1, max = 6) int records,
      @ForAll @IntRange(max = 20) int bytes) {
    List<List<MemoryRecord>> batches =
        CallBatches.ofRecords(call, record -> record, size(records, bytes)).all();

    assertThat(batches.stream().flatMap(List::stream).toList())
        .usingElementComparator((one, other) -> one == other ? 0 : 1)
        .containsExactlyElementsOf(latest(call));
  }

  @Property
  void all_anyCall_isWithinTheSizeAndNoShorterThanNeeded(
      @ForAll("calls") List<MemoryRecord> call,
      @ForAll @IntRange(min = 1, max = 6) int records,
      @ForAll @IntRange(max = 20) int bytes) {
    List<List<MemoryRecord>> batches =
        CallBatches.ofRecords(call, record -> record, size(records, bytes)).all();

    for (int index = 0; index < batches.size(); index++) {
      List<MemoryRecord> batch = batches.get(index);
      assertThat(batch).hasSizeBetween(1, records);
      assertThat(batch.size() == 1 || length(batch) <= bytes).isTrue();
      if (index + 1 < batches.size()) {
        int withNext = length(batch) + length(batches.get(index + 1).subList(0, 1));
        assertThat(batch.size() == records || withNext > bytes).isTrue();
      }
    }
  }

  private static int length(List<MemoryRecord> batch) {
    return batch.stream().mapToInt(record -> record.text().length()).sum();
  }

  /** Keeps what it is told to, and fails at one batch, of which it keeps some records. */
  private static final class Store {
    private final Set<String> kept = new HashSet<>();
    private final int failing;
    private final int keptOfFailing;
    private final boolean sure;
    private int batches;

    Store(int failing, int keptOfFailing, boolean sure) {
      this.failing = failing;
      this.keptOfFailing = keptOfFailing;
      this.sure = sure;
    }

    void write(List<MemoryRecord> batch) {
      boolean fails = batches++ == failing;
      List<MemoryRecord> written =
          fails ? batch.subList(0, Math.min(keptOfFailing, batch.size())) : batch;
      written.forEach(record -> kept.add(identity(record)));
      if (fails) {
        throw failure(
            sure && written.isEmpty() ? new WriteOutcome.NotApplied() : new WriteOutcome.Unknown());
      }
    }
  }

  @Property
  void forEach_anyBatchFails_outcomeIsTrueAndNoVaguerThanNeeded(
      @ForAll("calls") List<MemoryRecord> call,
      @ForAll @IntRange(min = 1, max = 4) int records,
      @ForAll @IntRange(max = 8) int failing,
      @ForAll @IntRange(max = 3) int keptOfFailing,
      @ForAll boolean sure) {
    CallBatches<MemoryRecord> batches =
        CallBatches.ofRecords(call, record -> record, size(records, 1_000));
    Store store = new Store(failing, keptOfFailing, sure);
    try {
      batches.forEach(store::write);
      assertThat(store.kept)
          .isEqualTo(
              latest(call).stream().map(CallBatchesTest::identity).collect(Collectors.toSet()));
    } catch (MemoryException e) {
      assertTold(e.outcome(), latest(call), store.kept);
      assertNoVaguerThanNeeded(e.outcome(), batches.all(), failing, sure && keptOfFailing == 0);
    }
  }

  /** Every record of an id that is applied is kept, none of one that is named nowhere. */
  private static void assertTold(WriteOutcome outcome, List<MemoryRecord> call, Set<String> kept) {
    for (MemoryRecord record : call) {
      boolean isKept = kept.contains(identity(record));
      switch (outcome) {
        case WriteOutcome.NotApplied ignored -> assertThat(isKept).isFalse();
        case WriteOutcome.Applied ignored -> assertThat(isKept).isTrue();
        case WriteOutcome.Unknown ignored -> {}
        case WriteOutcome.Partial(List<String> applied, List<String> unknown) -> {
          assertThat(applied).noneMatch(unknown::contains).doesNotHaveDuplicates();
          assertThat(unknown).doesNotHaveDuplicates();
          if (!unknown.contains(record.id())) {
            assertThat(applied.contains(record.id())).isEqualTo(isKept);
          }
        }
      }
    }
  }

  /** Unknown is an id of the batch that failed so, or one that is kept here and not there. */
  private static void assertNoVaguerThanNeeded(
      WriteOutcome outcome, List<List<MemoryRecord>> batches, int failing, boolean sure) {
    if (outcome instanceof WriteOutcome.Unknown) {
      assertThat(batches).hasSize(1);
    }
    if (!(outcome instanceof WriteOutcome.Partial(var applied, var unknown))) {
      return;
    }
    Set<String> before = ids(batches.subList(0, failing));
    Set<String> doubtful = ids(batches.subList(failing, sure ? failing : failing + 1));
    Set<String> rest = ids(batches.subList(failing, batches.size()));
    assertThat(unknown)
        .allMatch(id -> doubtful.contains(id) || (before.contains(id) && rest.contains(id)));
    assertThat(applied.size() + unknown.size()).isPositive();
  }

  private static Set<String> ids(List<List<MemoryRecord>> batches) {
    return batches.stream().flatMap(List::stream).map(MemoryRecord::id).collect(Collectors.toSet());
  }

  private static MemoryException failure(WriteOutcome outcome) {
    return new MemoryException(ErrorKind.UNAVAILABLE, "gone", outcome, null);
  }

  private static WriteOutcome outcome(List<MemoryRecord> call, int failing, WriteOutcome outcome) {
    int[] batches = new int[1];
    return assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() ->
            CallBatches.ofRecords(call, 2, 1_000_000)
                .forEach(batch -> {
                  if (batches[0]++ == failing) {
                    throw failure(outcome);
                  }
                }))
        .actual()
        .outcome();
  }

  private static final List<MemoryRecord> FOUR =
      List.of(record(ACME, "a"), record(ACME, "b"), record(ACME, "c"), record(ACME, "d"));

  @Test
  void forEach_onlyBatchFails_keepsTheFailureItself() {
    MemoryException failure = failure(new WriteOutcome.Unknown());
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() ->
            CallBatches.ofRecords(FOUR, 4, 1_000_000)
                .forEach(batch -> {
                  throw failure;
                }))
        .isSameAs(failure);
  }

  @Test
  void forEach_firstOfTwoFails_namesNoneOfTheSecond() {
    assertThat(outcome(FOUR, 0, new WriteOutcome.NotApplied()))
        .isEqualTo(new WriteOutcome.NotApplied());
    assertThat(outcome(FOUR, 0, new WriteOutcome.Unknown()))
        .isEqualTo(new WriteOutcome.Partial(List.of(), List.of("a", "b")));
  }

  @Test
  void forEach_laterBatchFails_namesWhatIsWrittenAndWhatMayBe() {
    assertThat(outcome(FOUR, 1, new WriteOutcome.NotApplied()))
        .isEqualTo(new WriteOutcome.Partial(List.of("a", "b"), List.of()));
    assertThat(outcome(FOUR, 1, new WriteOutcome.Unknown()))
        .isEqualTo(new WriteOutcome.Partial(List.of("a", "b"), List.of("c", "d")));
    assertThat(outcome(FOUR, 1, new WriteOutcome.Applied())).isEqualTo(new WriteOutcome.Applied());
    assertThat(outcome(FOUR, 1, new WriteOutcome.Partial(List.of("d"), List.of("c"))))
        .isEqualTo(new WriteOutcome.Partial(List.of("a", "b", "d"), List.of("c")));
  }

  @Test
  void forEach_idAlsoUnwrittenInAnotherNamespace_isNotCalledWritten() {
    List<MemoryRecord> call =
        List.of(
            record(ACME, "one"), record(ACME, "two"), record(ACME, "three"), record(GLOBEX, "one"));

    assertThat(outcome(call, 1, new WriteOutcome.NotApplied()))
        .isEqualTo(new WriteOutcome.Partial(List.of("two"), List.of("one")));
  }

  @Test
  void forEach_recordThatHasNoForm_failsWithWhatIsWrittenBefore() {
    CallBatches<String> batches =
        CallBatches.ofRecords(
            FOUR,
            record -> {
              if (record.id().equals("c")) {
                throw MemoryException.limit("too large");
              }
              return record.id();
            },
            new Size<>(2, 1_000, id -> 1));
    List<List<String>> written = new ArrayList<>();

    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> batches.forEach(written::add))
        .satisfies(e ->
            assertThat(e.outcome())
                .isEqualTo(new WriteOutcome.Partial(List.of("a", "b"), List.of())));
    assertThat(written).containsExactly(List.of("a", "b"));
  }

  @Test
  void forEach_recordsOfALaterBatch_areMadeWhenItsTurnComes() {
    List<String> order = new ArrayList<>();
    CallBatches.ofRecords(
            FOUR,
            record -> {
              order.add(record.id());
              return record.id();
            },
            new Size<>(2, 1_000, id -> 1))
        .forEach(batch -> order.add("written"));

    assertThat(order).containsExactly("a", "b", "written", "c", "d", "written");
  }

  @Test
  void ofIds_moreThanABatch_isCutAndEachIdIsThereOnce() {
    List<String> ids = List.of("a", "b", "a", "c", "b");

    assertThat(CallBatches.ofIds(ids, 2).all()).containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(CallBatches.ofIds(List.of(), 2).all()).isEmpty();
  }

  @Test
  void ofRecords_noRecords_writesNothing() {
    CallBatches.ofRecords(List.of(), 2, 10)
        .forEach(batch -> {
          throw new AssertionError(batch);
        });
  }

  @Test
  void size_ofNoItems_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CallBatches.ofIds(List.of("a"), 0));
  }

  @Test
  void bytes_ofTextPayloadAndVectors_areCounted() {
    MemoryRecord plain =
        TestRecords.builder(ACME, "id")
            .text("\u00e9t\u00e9")
            .payload(Payload.builder().put("colour", "red").put("size", 7).build())
            .build();
    MemoryRecord embedded =
        TestRecords.builder(ACME, "id")
            .text("text")
            .dense(Map.of("content", DenseVector.embed("a longer text")))
            .sparse(Map.of("content", SparseVector.empty()))
            .build();

    assertThat(CallBatches.bytes(plain)).isEqualTo(5 + (3 + 8) + 2 * 4 + 8);
    assertThat(CallBatches.bytes(embedded)).isEqualTo(4 + 13);
  }

  @Test
  void ofRecords_moreThanTheBytes_areCut() {
    List<MemoryRecord> call =
        IntStream.range(0, 4)
            .mapToObj(number -> record(ACME, "id-" + number, "x".repeat(84)))
            .toList();

    assertThat(CallBatches.bytes(call.getFirst())).isEqualTo(100);
    assertThat(CallBatches.ofRecords(call, 10, 200).all()).hasSize(2).allMatch(b -> b.size() == 2);
    assertThat(CallBatches.ofRecords(call, 10, 199).all()).hasSize(4);
  }
}
