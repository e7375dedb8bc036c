package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.contract.OutcomeTruth;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.PrivateServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls to a server that hangs or is killed in the middle of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ServerFaultsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private PrivateServer server;
  private Map<String, String> settings;

  @BeforeAll
  void startServer() {
    server = PrivateServer.start("qdrant");
    settings = new HashMap<>(PrivateQdrant.settings(server));
    settings.put("batch.records", "50");
  }

  @AfterAll
  void deleteServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void call_serverHangs_endsAtItsDeadlineAndTheNextWorks() {
    try (Backend backend = TestPrefix.open(settings)) {
      RecordCollection collection = TestPrefix.collection(backend);
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 3), CallOptions.none());
      server.pause();
      try {
        assertThat(refused(() -> count(collection, CallOptions.within(DEADLINE))).kind())
            .isEqualTo(ErrorKind.DEADLINE);
      } finally {
        server.resume();
      }
      assertThat(count(collection, CallOptions.none())).isEqualTo(3);
    }
  }

  @Test
  void call_serverKilledAndBack_worksAgain() {
    try (Backend backend = TestPrefix.open(settings)) {
      RecordCollection collection = TestPrefix.collection(backend);
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 3), CallOptions.none());
      server.kill();
      for (int tries = 0; tries < 5; tries++) {
        MemoryException error = refused(() -> count(collection, CallOptions.none()));
        assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(error).hasMessageContaining("127.0.0.1:");
      }
      assertThat(backend.health().healthy()).isFalse();
      server.restart();
      assertThat(count(collection, CallOptions.within(Duration.ofSeconds(10)))).isEqualTo(3);
      assertThat(backend.health().healthy()).isTrue();
    }
  }

  @Test
  void upsert_serverKilledInTheMiddle_saysTrulyWhatItWrote() throws InterruptedException {
    try (Backend backend = TestPrefix.open(settings)) {
      RecordCollection collection =
          backend.openCollection(SampleRecords.specBuilder("many").build());
      List<MemoryRecord> batch = SampleRecords.records(SampleRecords.GLOBEX, 20_000);
      Thread killer = Thread.ofPlatform().start(() -> killOnceSomethingIsThere(collection));

      MemoryException error = refused(() -> collection.upsert(batch, CallOptions.none()));
      killer.join();
      server.restart();

      assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(error.outcome()).isInstanceOf(WriteOutcome.Partial.class);
      assertThat(((WriteOutcome.Partial) error.outcome()).applied()).isNotEmpty();
      OutcomeTruth.ofUpsert(collection, batch).assertTold(error.outcome());
    }
  }

  private void killOnceSomethingIsThere(RecordCollection collection) {
    while (collection.count(Set.of(SampleRecords.GLOBEX), Filter.all(), CallOptions.none()) == 0) {
      LockSupport.parkNanos(5_000_000);
    }
    server.kill();
  }

  private static long count(RecordCollection collection, CallOptions options) {
    return collection.count(Set.of(SampleRecords.ACME), Filter.all(), options);
  }

  private static MemoryException refused(Runnable call) {
    return assertThatExceptionOfType(MemoryException.class).isThrownBy(call::run).actual();
  }
}
