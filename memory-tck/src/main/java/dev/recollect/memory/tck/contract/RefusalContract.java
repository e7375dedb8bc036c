package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What does not fit the spec is refused before anything is written. */
@Promise("What does not fit the spec is refused before anything is written.")
public abstract class RefusalContract extends Contract {

  private static final DenseVector RIGHT = SampleRecords.dense(new Random(1));
  private static final SparseVector TERMS = SampleRecords.sparse(new Random(1), 3);

  /** Creates a contract. */
  protected RefusalContract() {}

  @Test
  void upsert_vectorsOtherThanTheSpecs_isRefused() {
    DenseVector short7 = DenseVector.of(1, 2, 3, 4, 5, 6, 7);
    DenseVector long9 = DenseVector.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertUnwritable(record().dense(Map.of(CONTENT, short7)));
    assertUnwritable(record().dense(Map.of(CONTENT, long9)));
    assertUnwritable(record().dense(Map.of()));
    assertUnwritable(record().dense(Map.of("context", RIGHT)));
    assertUnwritable(record().dense(Map.of(CONTENT, RIGHT, "context", RIGHT)));
    assertUnwritable(record().sparse(Map.of()));
    assertUnwritable(record().sparse(Map.of("context", TERMS)));
    assertUnwritable(record().sparse(Map.of(CONTENT, TERMS, "context", TERMS)));
  }

  @Test
  void upsert_declaredFieldWithAnotherType_isRefused() {
    Map<String, PayloadValue> mistyped =
        Map.of(
            "colour", PayloadValue.of(List.of("red")),
            "size", PayloadValue.of(1.0),
            "weight", PayloadValue.of(1),
            "done", PayloadValue.of("true"),
            "due", PayloadValue.of("2024-01-01T00:00:00Z"),
            "tags", PayloadValue.of("red"));
    mistyped.forEach(
        (field, value) -> assertUnwritable(record().payload(Payload.of(Map.of(field, value)))));
  }

  private static MemoryRecord.Builder record() {
    return SampleRecords.builder(ACME, "wrong");
  }

  private void assertUnwritable(MemoryRecord.Builder wrong) {
    RecordCollection collection = collection();
    List<MemoryRecord> batch =
        List.of(
            SampleRecords.record(ACME, "before"),
            wrong.build(),
            SampleRecords.record(ACME, "after"));
    MemoryException error =
        assertRefused(ErrorKind.INVALID, () -> collection.upsert(batch, NO_OPTIONS));
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
  }

  @Test
  void search_legThatDoesNotFit_isRefused() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    List<Leg> wrong =
        List.of(
            new Leg.Dense("context", RIGHT, 5),
            new Leg.Sparse("context", TERMS, 5),
            new Leg.Dense(CONTENT, DenseVector.of(1, 2), 5));
    for (Leg leg : wrong) {
      assertRefused(ErrorKind.INVALID, () -> search(collection, ACME, Filter.all(), leg));
    }
  }

  @Test
  void count_noNamespace_isNone() {
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    assertThat(collection.count(Set.of(), Filter.all(), NO_OPTIONS)).isZero();
  }

  @Test
  void refusals_leaveTheStoreUsable() {
    assertUnwritable(record().dense(Map.of()));
    RecordCollection collection = collection();
    collection.upsert(SampleRecords.records(ACME, 3), NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(3);
    assertThat(backend().health().healthy()).isTrue();
  }
}
