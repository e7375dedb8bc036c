package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Threads that write, read and search at once see whole records and lose nothing. */
@Promise("Threads that write, read and search at once see whole records and lose nothing.")
public abstract class ConcurrencyContract extends Contract {

  private static final int THREADS = 8;
  private static final int ROUNDS = 40;

  /** Creates a contract. */
  protected ConcurrencyContract() {}

  @Test
  void upsert_sameIdsFromManyThreads_readersSeeWholeRecords() throws Exception {
    RecordCollection collection = collection();
    collection.upsert(stamped(0), NO_OPTIONS);
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread * ROUNDS;
      boolean writes = thread % 2 == 0;
      crew.add(() -> {
        for (int round = 0; round < ROUNDS && !crew.hasFailed(); round++) {
          if (writes) {
            collection.upsert(stamped(first + round), NO_OPTIONS);
          } else {
            assertWhole(present(collection, ACME, "shared-" + round % 3));
            scanAll(collection, Set.of(ACME), Filter.all(), 2)
                .forEach(ConcurrencyContract::assertWhole);
          }
        }
      });
    }
    crew.finish();
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(3);
    assertThat(search(collection, ACME, Filter.all(), denseLike(stamped(0).getFirst(), 10)))
        .hasSize(3);
  }

  /** Returns three records whose every part says the same number. */
  private static List<MemoryRecord> stamped(int number) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      MemoryRecord vectors = SampleRecords.record(ACME, "vectors of " + number);
      records.add(
          SampleRecords.builder(ACME, "shared-" + index)
              .text("" + number)
              .payload(Payload.builder().put("size", number).put("note", "" + number).build())
              .sequence(number + 1)
              .dense(vectors.dense())
              .sparse(vectors.sparse())
              .build());
    }
    return records;
  }

  private static void assertWhole(MemoryRecord read) {
    int number = Integer.parseInt(read.text());
    int index = Integer.parseInt(read.id().substring("shared-".length()));
    RecordAssertions.assertSame(stamped(number).get(index), read);
  }

  @Test
  void mixedCalls_eachThreadInItsNamespace_endWithExactlyItsRecords() throws Exception {
    RecordCollection collection = collection();
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      Namespace own = Namespace.of("tenant-" + thread, NamespaceKind.RECALL, "same");
      int seed = thread;
      crew.add(() -> mixedCalls(collection, own, new Random(seed)));
    }
    crew.finish();
  }

  private static void mixedCalls(RecordCollection collection, Namespace own, Random random) {
    List<MemoryRecord> expected = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      MemoryRecord record = SampleRecords.random(random, own, "id-" + round);
      collection.upsert(List.of(record), NO_OPTIONS);
      expected.add(record);
      if (round % 4 == 1) {
        MemoryRecord gone = expected.remove(random.nextInt(expected.size()));
        collection.delete(own, Selection.ids(List.of(gone.id())), NO_OPTIONS);
      }
      if (round % 4 == 2) {
        Patch patch = Patch.set(Payload.builder().put("size", round).build());
        MemoryRecord last = expected.removeLast();
        collection.patch(own, last.id(), patch, NO_OPTIONS);
        expected.add(patch.applyTo(last));
      }
      assertThat(search(collection, own, Filter.all(), denseLike(record, 1_000)))
          .hasSize(expected.size());
      assertThat(collection.count(Set.of(own), Filter.all(), NO_OPTIONS))
          .isEqualTo(expected.size());
    }
    RecordAssertions.assertSameInAnyOrder(
        expected, scanAll(collection, Set.of(own), Filter.all(), 9));
  }

  @Test
  void patch_differentKeysFromManyThreads_losesNone() throws Exception {
    RecordCollection collection = collection();
    collection.upsert(List.of(SampleRecords.record(ACME, "id")), NO_OPTIONS);
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = "key_" + thread + "_";
      crew.add(() -> {
        for (int round = 0; round < ROUNDS; round++) {
          Patch patch = Patch.set(Payload.builder().put(prefix + round, round).build());
          collection.patch(ACME, "id", patch, NO_OPTIONS);
        }
      });
    }
    crew.finish();
    assertThat(present(collection, ACME, "id").payload().values()).hasSize(THREADS * ROUNDS);
  }

  @Test
  void openCollection_sameNameFromManyThreads_isOneCollection() throws Exception {
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      crew.add(() ->
          backend()
              .openCollection(SampleRecords.spec())
              .upsert(List.of(SampleRecords.record(ACME, "id-" + number)), NO_OPTIONS));
    }
    crew.finish();
    assertThat(collection().count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(THREADS);
  }

  @Test
  @Needs(Feature.ADDED_FIELDS)
  void openCollection_fieldsAddedFromManyThreads_allAreThere() throws Exception {
    collection();
    Crew crew = new Crew();
    for (int thread = 0; thread < THREADS; thread++) {
      String field = "added_" + thread;
      crew.add(() ->
          backend()
              .openCollection(
                  SampleRecords.specBuilder("sample").field(field, PayloadType.INT64).build()));
    }
    crew.finish();
    RecordCollection collection = collection();
    for (int thread = 0; thread < THREADS; thread++) {
      Filter filter = Filter.eq("added_" + thread, PayloadValue.of(1));
      assertThat(collection.count(Set.of(ACME), filter, NO_OPTIONS)).isZero();
    }
  }
}
