package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Vectors stay in the database: what crosses the wire does not depend on how many numbers they
 * have. The stand-in for PostgresML makes them.
 */
class PostgresmlTrafficTest {

  private static final int RECORDS = 100;
  private static final int BYTES_A_NUMBER = 4;

  /** The names of the two models differ in length. */
  private static final long SLACK = 200;

  private record Traffic(long writing, long searching) {}

  private static Traffic traffic(StandInDatabase database, String model, int dimension) {
    Map<String, String> settings = database.settings("transformer", model, "pool.size", "1");
    settings.compute(
        "url", (key, url) -> url + "?socketFactory=" + CountingSockets.class.getName());
    try (BackendFixture fixture = database.fixture(settings);
        Backend backend = fixture.open()) {
      RecordCollection collection =
          backend.openCollection(
              CollectionSpec.builder("texts")
                  .dense("content", dimension)
                  .dense("context", dimension)
                  .sparse("content")
                  .build());
      long start = CountingSockets.bytes();
      collection.upsert(
          IntStream.range(0, RECORDS).mapToObj(PostgresmlTrafficTest::record).toList(),
          CallOptions.none());
      long written = CountingSockets.bytes();
      DenseVector query = DenseVector.embed("thing 7");
      List<Leg> legs =
          List.of(new Leg.Dense("content", query, 3), new Leg.Dense("context", query, 3));
      collection.search(
          new SearchRequest(Set.of(SampleRecords.ACME), Filter.all(), legs), CallOptions.none());
      return new Traffic(written - start, CountingSockets.bytes() - written);
    }
  }

  private static MemoryRecord record(int number) {
    return SampleRecords.builder(SampleRecords.ACME, "id-" + number)
        .dense(
            Map.of(
                "content", DenseVector.embed("thing " + number),
                "context", DenseVector.embed("things around " + number)))
        .build();
  }

  @Test
  void writingAndSearching_sendAsMuchForLongVectorsAsForShortOnes() {
    try (StandInDatabase database = StandInDatabase.create()) {
      Traffic small = traffic(database, StandInDatabase.TINY, 16);
      Traffic large = traffic(database, "intfloat/e5-small-v2", 384);

      long more = (384 - 16) * BYTES_A_NUMBER;
      assertThat(more).as("what one vector would add").isGreaterThan(SLACK);
      assertThat(large.searching()).isCloseTo(small.searching(), within(SLACK));
      assertThat(large.writing()).isCloseTo(small.writing(), within(SLACK));
      assertThat(small.searching()).as("bytes of a search").isPositive();
    }
  }
}
