package dev.recollect.memory.tck.contract;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A write of a {@link CrashWriter}, of which it tells by a line: it gives each record of a batch a
 * version, or removes it.
 *
 * @param batch number of the batch, or {@link #STATE}
 * @param size how many records the batch has
 * @param version the revision of the records, or {@link #ABSENT}; of the state its value
 */
record CrashStep(long batch, int size, long version) {

  /** The state store in place of a batch: its keys are written together and count as one. */
  static final long STATE = -1;

  /** Version of what is not there. */
  static final long ABSENT = -1;

  /** Begins the line of a step. */
  static final String BEGIN = "begin ";

  private static final String REVISION = "revision";

  static CrashStep ofState(long value) {
    return new CrashStep(STATE, 1, value);
  }

  /** Reads what {@link #line} wrote. */
  static CrashStep parse(String line) {
    String[] words = line.substring(BEGIN.length()).split(" ", -1);
    return new CrashStep(
        Long.parseLong(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
  }

  String line() {
    return BEGIN + batch + " " + size + " " + version;
  }

  /** Returns the records that the batch consists of afterwards. */
  List<MemoryRecord> records() {
    return IntStream.range(0, size).mapToObj(index -> record(batch, index, version)).toList();
  }

  static String id(long batch, int index) {
    return batch + "-" + index;
  }

  /** Returns a record of a batch, of which each revision has vectors and a text of its own. */
  static MemoryRecord record(long batch, int index, long revision) {
    String id = id(batch, index);
    MemoryRecord drawn = SampleRecords.record(SampleRecords.ACME, id + "." + revision);
    return MemoryRecord.builder(SampleRecords.ACME, id)
        .partOf(parent(batch), index)
        .text(drawn.text())
        .dense(drawn.dense())
        .sparse(drawn.sparse())
        .payload(Payload.builder().put(REVISION, Long.toString(revision)).build())
        .occurredAt(drawn.occurredAt())
        .recordedAt(drawn.recordedAt())
        .build();
  }

  /** Returns the parent of a batch's records, by which they are filtered. */
  static String parent(long batch) {
    return Long.toString(batch);
  }

  /** Returns the revision of a record as it was read. */
  static long revision(MemoryRecord read) {
    return read.payload()
        .text(REVISION)
        .map(Long::parseLong)
        .orElseThrow(() -> new AssertionError(read + " has lost its payload"));
  }
}
