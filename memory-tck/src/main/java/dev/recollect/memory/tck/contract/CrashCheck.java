package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.asserting.AssertingBackend;
import dev.recollect.memory.tck.sample.RecordAssertions;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Kills processes that write to a store, or the server under one, with SIGKILL at random moments,
 * and looks at what is there afterwards.
 *
 * <p>A writer upserts batches of 1 to 40 sample records, revises and deletes some of them,
 * searches, and, where there is a state store, commits five keys together. Afterwards
 *
 * <ul>
 *   <li>nothing acknowledged is missing, and nothing is there that was not written, each record as
 *       one of its revisions exactly;
 *   <li>the batch that was being written is there whole, in its old or its new version, or not at
 *       all, unless {@link #partialBatches} may be;
 *   <li>count, search and fetch agree with scan;
 *   <li>the five keys have one value, that of a commit that was acknowledged last or begun later.
 * </ul>
 *
 * <p>The store has to be empty at first and to be used by nobody else; it must not be open in this
 * process if it is {@linkplain dev.recollect.memory.api.spi.Capabilities#exclusive() exclusive}. A
 * check that is used again expects what it found before. What does not hold is an AssertionError.
 * Not thread-safe.
 */
public final class CrashCheck {

  /** More than a writer writes in its life. */
  private static final long BATCHES_A_LIFE = 1_000_000;

  /** The moment of a kill is after this time at the latest. */
  private static final Duration LONGEST_LIFE = Duration.ofMillis(1_500);

  /** So many batches have no more records than one search may return. */
  private static final int BATCHES_A_SEARCH = 25;

  private static final CallOptions NO_OPTIONS = CallOptions.none();

  private final ProviderSetup setup;
  private final Random random = new Random();
  private final CrashExpectation expected = new CrashExpectation();
  private boolean whole = true;
  private long nextBatch;

  private CrashCheck(ProviderSetup setup) {
    this.setup = setup;
  }

  /**
   * Returns a check of a store whose batches are written whole or not at all.
   *
   * @param setup how this process and its children open the store; a {@link ProviderFixture} knows
   */
  public static CrashCheck of(ProviderSetup setup) {
    return new CrashCheck(setup);
  }

  /**
   * Takes back that batches are whole: of the one that is being written during a kill, each record
   * may be there in its old or its new version, or not at all if it was not before.
   *
   * @return this check
   */
  public CrashCheck partialBatches() {
    whole = false;
    return this;
  }

  /**
   * Kills processes, one after the other, each a random time of at most one and a half seconds
   * after its first write was acknowledged; looks at the store after each.
   *
   * @param times how many, from 1
   * @return how many writes were acknowledged
   */
  public int killWriters(int times) {
    int earlier = expected.acknowledged();
    for (int life = 1; life <= times; life++) {
      long first = nextBatch;
      try (OtherProcess writer = OtherProcess.start(setup)) {
        List<String> said = new ArrayList<>(begin(writer));
        awaitAMoment();
        said.addAll(writer.killAtWork());
        expected.replay(said);
      }
      verify(life == times ? 0 : first);
    }
    return expected.acknowledged() - earlier;
  }

  /**
   * Kills the server under one process that goes on writing, and has to be able to when the server
   * is back, without being started again.
   *
   * @param times how often, from 1
   * @param kill ends the server at once; called in the thread of the caller
   * @param restart returns when the server answers again
   * @return how many writes were acknowledged
   */
  public int killServer(int times, Runnable kill, Runnable restart) {
    int earlier = expected.acknowledged();
    try (OtherProcess writer = OtherProcess.start(setup)) {
      List<String> said = new ArrayList<>(begin(writer));
      for (int life = 1; life <= times; life++) {
        awaitAMoment();
        kill.run();
        restart.run();
        said.addAll(writer.answers());
        said.addAll(writer.answersUntil(CrashWriter.DONE));
      }
      awaitAMoment();
      said.addAll(writer.killAtWork());
      expected.replay(said);
    }
    verify(0);
    return expected.acknowledged() - earlier;
  }

  /** The first write is awaited, so that there is something to lose. */
  private List<String> begin(OtherProcess writer) {
    writer.tell("crash " + nextBatch);
    nextBatch += BATCHES_A_LIFE;
    return writer.answersUntil(CrashWriter.DONE);
  }

  /** The moment of the kill is the random input of this check; nothing is awaited by it. */
  private void awaitAMoment() {
    LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_LIFE.toNanos()));
  }

  /** Compares everything by a scan, and the batches from one on by count, search and fetch too. */
  private void verify(long first) {
    try (Backend backend = new AssertingBackend(setup.open())) {
      RecordCollection collection = backend.openCollection(SampleRecords.spec());
      verifyRecords(read(collection));
      List<Long> batches = expected.batches(first);
      for (int from = 0; from < batches.size(); from += BATCHES_A_SEARCH) {
        int to = Math.min(from + BATCHES_A_SEARCH, batches.size());
        verifyAgreement(collection, batches.subList(from, to));
      }
      verifyWholeIndex(collection);
      backend.state().ifPresent(this::verifyState);
    }
  }

  private static Map<String, MemoryRecord> read(RecordCollection collection) {
    Map<String, MemoryRecord> found = new HashMap<>();
    ScanRequest request =
        new ScanRequest(Set.of(ACME), Filter.all(), Projection.ALL, Cursor.START, 1_000);
    for (Cursor cursor = Cursor.START; cursor != null; ) {
      Page<MemoryRecord> page = collection.scan(request.at(cursor), NO_OPTIONS);
      page.items().forEach(record -> found.put(record.id(), record));
      cursor = page.next().orElse(null);
    }
    return found;
  }

  private void verifyRecords(Map<String, MemoryRecord> found) {
    for (long batch : expected.batches(0)) {
      List<Long> versions = new ArrayList<>();
      for (int index = 0; index < expected.size(batch); index++) {
        versions.add(version(batch, index, found));
      }
      expected.assertPossible(batch, versions, whole);
    }
    assertThat(found.keySet()).as("records that nobody wrote").isEmpty();
  }

  /** Takes a record out of what was found and returns its version. */
  private static long version(long batch, int index, Map<String, MemoryRecord> found) {
    MemoryRecord read = found.remove(CrashStep.id(batch, index));
    if (read == null) {
      return CrashStep.ABSENT;
    }
    long revision = CrashStep.revision(read);
    RecordAssertions.assertSame(CrashStep.record(batch, index, revision), read);
    return revision;
  }

  private void verifyAgreement(RecordCollection collection, List<Long> batches) {
    Set<String> ids = expected.present(batches);
    List<PayloadValue> parents =
        batches.stream().map(CrashStep::parent).map(PayloadValue::of).toList();
    Filter own = Filter.in("parent", parents);
    String which = "batches %d to %d".formatted(batches.getFirst(), batches.getLast());
    assertThat(collection.count(Set.of(ACME), own, NO_OPTIONS))
        .as("count of %s", which)
        .isEqualTo(ids.size());
    assertThat(searched(collection, own)).as("what a search finds of %s", which).isEqualTo(ids);
    assertThat(
            collection.fetch(ACME, List.copyOf(ids), Projection.KEYS, NO_OPTIONS).stream()
                .map(MemoryRecord::id))
        .as("what a fetch finds of %s", which)
        .hasSize(ids.size());
  }

  private void verifyWholeIndex(RecordCollection collection) {
    Set<String> ids = expected.present(expected.batches(0));
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS))
        .as("count of everything")
        .isEqualTo(ids.size());
    assertThat(searched(collection, Filter.all()))
        .as("what a search of everything finds")
        .hasSize(Math.min(Limits.TOP_K, ids.size()))
        .isSubsetOf(ids);
  }

  private static Set<String> searched(RecordCollection collection, Filter filter) {
    MemoryRecord query = SampleRecords.record(ACME, "query");
    SearchRequest request =
        new SearchRequest(Set.of(ACME), filter, List.of(denseLike(query, Limits.TOP_K)));
    return collection.search(request, NO_OPTIONS).getFirst().stream()
        .map(Candidate::id)
        .collect(Collectors.toSet());
  }

  private void verifyState(StateStore state) {
    Set<Long> values = new HashSet<>();
    for (String key : CrashWriter.STATE_KEYS) {
      values.add(
          state
              .get(key, NO_OPTIONS)
              .map(StateEntry::value)
              .map(Long::parseLong)
              .orElse(CrashStep.ABSENT));
    }
    assertThat(values).as("values of keys that were committed together").hasSize(1);
    expected.assertPossible(CrashStep.STATE, List.copyOf(values), true);
  }
}
