package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several backends, as of several processes, that open one collection at the same moment. */
class ConcurrentOpeningTest {

  private static final int OPENERS = 6;

  @Test
  @Timeout(300)
  void openCollection_severalAtOnceWithFieldsOfTheirOwn_shareOneWithAll()
      throws InterruptedException {
    try (TestPrefix prefix = TestPrefix.create()) {
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      CountDownLatch begin = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number < OPENERS; number++) {
        String field = "field_" + number;
        threads.add(
            Thread.ofPlatform()
                .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                .start(() -> openAndWrite(prefix, field, begin)));
      }
      begin.countDown();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(failures).isEmpty();
      assertHoldsEverybodysWrites(prefix);
    }
  }

  private static CollectionSpec.Builder bare() {
    return CollectionSpec.builder("shared").dense("content", 8).sparse("content");
  }

  private static void openAndWrite(TestPrefix prefix, String field, CountDownLatch begin) {
    try (Backend backend = TestPrefix.open(prefix.settings())) {
      begin.await();
      RecordCollection collection =
          backend.openCollection(bare().field(field, PayloadType.TEXT).build());
      collection.upsert(
          List.of(
              SampleRecords.builder(SampleRecords.ACME, field)
                  .payload(Payload.builder().put(field, "x").build())
                  .build()),
          CallOptions.none());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertHoldsEverybodysWrites(TestPrefix prefix) {
    try (Backend backend = prefix.open()) {
      assertThat(backend.collections(Cursor.START).items()).hasSize(1);
      RecordCollection collection = backend.openCollection(bare().build());
      assertThat(collection.spec().fields()).hasSize(OPENERS);
      for (String field : collection.spec().fields().keySet()) {
        assertThat(
                collection.count(
                    Set.of(SampleRecords.ACME), Filter.eq(field, "x"), CallOptions.none()))
            .isEqualTo(1);
      }
    }
  }
}
