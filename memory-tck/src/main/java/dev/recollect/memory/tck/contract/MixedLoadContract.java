package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static dev.recollect.memory.tck.sample.SampleRecords.sparseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.oracle.RegisterOracle;
import dev.recollect.memory.tck.oracle.SingleWriterOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sixteen threads of mixed reads and writes, checked against what one thread could have seen. */
@Promise(
    "Sixteen threads that upsert, patch, delete, fetch, scan, count and search at once see each"
        + " record as if every call had happened at one moment (linearizable by record).")
public abstract class MixedLoadContract extends Contract {

  private static final int THREADS = 16;
  private static final int ROUNDS = 40;
  private static final int SHARED = 3;
  private static final long ABSENT = 0;

  /** Creates a contract. */
  protected MixedLoadContract() {}

  @Test
  void mixedCalls_onSharedRecords_areLinearizable() throws Exception {
    RecordCollection collection = collection();
    AtomicLong clock = new AtomicLong();
    AtomicLong values = new AtomicLong(1);
    List<SharedRecord> shared =
        IntStream.range(0, SHARED)
            .mapToObj(n -> new SharedRecord(collection, "shared-" + n, clock, values))
            .toList();
    inThreads((thread, random) ->
        SampleRecords.pick(random, shared).call(random.nextInt(SharedRecord.KINDS)));
    shared.forEach(SharedRecord::assertLinearizable);
    note(THREADS + " threads, " + THREADS * ROUNDS + " calls on " + SHARED + " records");
  }

  @Test
  void mixedCalls_onRecordsThatComeAndGo_areLinearizable() throws Exception {
    RecordCollection collection = collection();
    AtomicLong clock = new AtomicLong();
    List<OwnRecord> records =
        IntStream.range(0, THREADS)
            .mapToObj(thread -> new OwnRecord(collection, "own-" + thread, clock))
            .toList();
    inThreads((thread, random) -> {
      if (random.nextInt(3) == 0) {
        records.get(thread).write(random);
      } else {
        SampleRecords.pick(random, records).read(random.nextInt(OwnRecord.READS));
      }
    });
    records.forEach(OwnRecord::assertLinearizable);
  }

  private void inThreads(Step step) throws Exception {
    Crew crew = new Crew();
    Random seeds = random();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      Random random = new Random(seeds.nextLong());
      crew.add(() -> {
        for (int round = 0; round < ROUNDS && !crew.hasFailed(); round++) {
          step.run(number, random);
        }
      });
    }
    crew.finish();
  }

  private interface Step {
    void run(int thread, Random random) throws Exception;
  }

  /**
   * A record that all threads write: text and sequence by upserts, the size by upserts and patches;
   * each value once.
   */
  private static final class SharedRecord {
    static final int KINDS = 6;

    private final RecordCollection collection;
    private final String id;
    private final AtomicLong values;
    private final RegisterOracle content;
    private final RegisterOracle size;

    SharedRecord(RecordCollection collection, String id, AtomicLong clock, AtomicLong values) {
      this.collection = collection;
      this.id = id;
      this.values = values;
      long first = values.getAndIncrement();
      collection.upsert(List.of(record(first)), NO_OPTIONS);
      this.content = new RegisterOracle(clock, first);
      this.size = new RegisterOracle(clock, first);
    }

    private MemoryRecord record(long value) {
      return SampleRecords.builder(ACME, id)
          .text("" + value)
          .sequence(value)
          .payload(Payload.builder().put("size", value).build())
          .build();
    }

    void call(int kind) {
      long value = values.getAndIncrement();
      long begin = content.now();
      switch (kind) {
        case 0 -> {
          collection.upsert(List.of(record(value)), NO_OPTIONS);
          content.wrote(value, begin);
          size.wrote(value, begin);
        }
        case 1 -> {
          Patch patch = Patch.set(Payload.builder().put("size", value).build());
          collection.patch(ACME, id, patch, NO_OPTIONS);
          size.wrote(value, begin);
        }
        case 2 -> saw(present(collection, ACME, id), begin);
        case 3 ->
            saw(scanAll(collection, Set.of(ACME), Filter.eq("parent", id), 5).getFirst(), begin);
        case 4 -> found(denseLike(record(value), 5), begin);
        default -> found(sparseLike(record(value), 5), begin);
      }
    }

    private void saw(MemoryRecord read, long begin) {
      content.read(Long.parseLong(read.text()), begin);
      PayloadValue value = read.payload().get("size").orElseThrow();
      size.read(((PayloadValue.Int64) value).value(), begin);
      assertThat(read.sequence()).as("text and sequence").hasValue(Long.parseLong(read.text()));
    }

    private void found(Leg leg, long begin) {
      List<Candidate> candidates = search(collection, ACME, Filter.eq("parent", id), leg);
      assertThat(candidates).as("a record that is there all the time").hasSize(1);
      content.read(candidates.getFirst().sequence(), begin);
    }

    void assertLinearizable() {
      assertThat(content.violation()).as("text and sequence of %s", id).isEmpty();
      assertThat(size.violation()).as("field of %s, also patched", id).isEmpty();
    }
  }

  /** A record that one thread upserts and deletes and all others read. */
  private static final class OwnRecord {
    static final int READS = 4;

    private final RecordCollection collection;
    private final String id;
    private final SingleWriterOracle content;
    private long last;

    OwnRecord(RecordCollection collection, String id, AtomicLong clock) {
      this.collection = collection;
      this.id = id;
      this.content = new SingleWriterOracle(clock, ABSENT);
    }

    void write(Random random) {
      long begin = content.now();
      if (random.nextInt(3) == 0) {
        collection.delete(ACME, Selection.ids(List.of(id)), NO_OPTIONS);
        content.wrote(ABSENT, begin);
      } else {
        last++;
        collection.upsert(
            List.of(SampleRecords.builder(ACME, id).sequence(last).build()), NO_OPTIONS);
        content.wrote(last, begin);
      }
    }

    void read(int kind) {
      long begin = content.now();
      Filter own = Filter.eq("parent", id);
      Leg leg = denseLike(SampleRecords.record(ACME, id), THREADS);
      long seen =
          switch (kind) {
            case 0 -> fetch(collection, ACME, id).map(OwnRecord::sequence).orElse(ABSENT);
            case 1 ->
                scanAll(collection, Set.of(ACME), own, 5).stream()
                    .map(OwnRecord::sequence)
                    .findFirst()
                    .orElse(ABSENT);
            case 2 ->
                search(collection, ACME, own, leg).stream()
                    .map(Candidate::sequence)
                    .findFirst()
                    .orElse(ABSENT);
            default ->
                // Among all others, whatever comes and goes there.
                search(collection, ACME, Filter.all(), leg).stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .map(Candidate::sequence)
                    .findFirst()
                    .orElse(ABSENT);
          };
      content.read(seen, begin);
    }

    private static long sequence(MemoryRecord record) {
      return record.sequence().orElseThrow();
    }

    void assertLinearizable() {
      assertThat(content.violation()).as("reads of %s", id).isEmpty();
    }
  }
}
