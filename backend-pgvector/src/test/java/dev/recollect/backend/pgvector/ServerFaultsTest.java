package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.tck.contract.OutcomeTruth;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.PrivateServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A server of the test's own that hangs, dies, comes back and refuses to write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ServerFaultsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /** How long after its time a call may end, on a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private PrivateServer server;
  private Map<String, String> settings;

  @BeforeAll
  void startServer() {
    server = PrivateServer.start("postgres");
    settings = new HashMap<>(PrivatePostgres.settings(server));
  }

  @AfterAll
  void deleteServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void call_serverHangs_endsAtItsDeadlineAndTheNextWorks() {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      StateStore state = backend.state().orElseThrow();
      List<MemoryRecord> records = SampleRecords.records(SampleRecords.ACME, 3);
      collection.upsert(records, CallOptions.none());
      server.pause();
      try {
        assertEnds(ErrorKind.DEADLINE, () -> count(collection, CallOptions.within(DEADLINE)));
        assertEnds(
            ErrorKind.DEADLINE, () -> collection.upsert(records, CallOptions.within(DEADLINE)));
        assertEnds(ErrorKind.DEADLINE, () -> state.get("key", CallOptions.within(DEADLINE)));
      } finally {
        server.resume();
      }
      assertThat(count(collection, CallOptions.none())).isEqualTo(3);
    }
  }

  @Test
  void call_serverHangsAndNoDeadlineWasSet_endsAfterTheTimeoutOfTheSettings() {
    Map<String, String> impatient = new HashMap<>(settings);
    impatient.put("timeout", "1s");
    try (Backend backend = TestDatabase.open(impatient)) {
      RecordCollection collection = TestSchema.collection(backend);
      server.pause();
      try {
        assertEnds(ErrorKind.DEADLINE, () -> count(collection, CallOptions.none()));
      } finally {
        server.resume();
      }
    }
  }

  @Test
  void call_cancelledWhileTheServerHangs_endsAtOnce() {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      count(collection, CallOptions.none());
      CancellationToken token = new CancellationToken();
      server.pause();
      try {
        Thread.ofVirtual()
            .start(() -> {
              sleep(300);
              token.cancel();
            });
        assertEnds(
            ErrorKind.CANCELLED,
            () -> count(collection, CallOptions.none().withCancellation(token)));
      } finally {
        server.resume();
      }
    }
  }

  @Test
  void call_statementRunsTooLong_isCancelledByTheServerAndWroteNothing() throws SQLException {
    try (Backend backend = TestDatabase.open(settings);
        Connection blocker = connect()) {
      RecordCollection collection = TestSchema.collection(backend);
      MemoryRecord record = SampleRecords.record(SampleRecords.ACME, "blocked");
      blocker.setAutoCommit(false);
      try (Statement lock = blocker.createStatement()) {
        lock.execute("LOCK TABLE recollect.record_1 IN EXCLUSIVE MODE");
      }

      MemoryException error =
          assertEnds(
              ErrorKind.DEADLINE,
              () -> collection.upsert(List.of(record), CallOptions.within(DEADLINE)));
      blocker.rollback();

      assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
      assertThat(fetch(collection, record.id())).isEmpty();
    }
  }

  @Test
  void call_serverKilledAndBack_worksAgain() {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 3), CallOptions.none());
      for (int round = 0; round < 2; round++) {
        server.kill();
        MemoryException error =
            assertEnds(ErrorKind.DEADLINE, () -> count(collection, CallOptions.within(DEADLINE)));
        assertThat(error).hasMessageContaining("127.0.0.1:");
        assertThat(backend.health().healthy()).isFalse();
        server.restart();
        assertThat(count(collection, CallOptions.none())).isEqualTo(3);
        assertThat(backend.health().healthy()).isTrue();
      }
    }
  }

  @Test
  void read_everyConnectionDiedSinceItsLastCall_isAnswered() throws Exception {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      for (int round = 0; round < 5; round++) {
        countOnManyConnections(collection);
        sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'recollect'");
        assertThat(count(collection, CallOptions.none())).isNotNegative();
      }
    }
  }

  private static void countOnManyConnections(RecordCollection collection)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      threads.add(Thread.ofPlatform().start(() -> count(collection, CallOptions.none())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void call_loginTakesLong_waitsForIt() throws Exception {
    sql("ALTER SYSTEM SET pre_auth_delay = 2", "SELECT pg_reload_conf()");
    try (Backend backend = TestDatabase.open(settings)) {
      assertThat(count(TestSchema.collection(backend), CallOptions.none())).isNotNegative();
    } finally {
      sql("ALTER SYSTEM RESET pre_auth_delay", "SELECT pg_reload_conf()");
    }
  }

  @Test
  void call_serverStaysAway_isUnavailableAfterTheConnectionTimeout() {
    Map<String, String> brief = new HashMap<>(settings);
    brief.put("connection.timeout", "1s");
    try (Backend backend = TestDatabase.open(brief)) {
      RecordCollection collection = TestSchema.collection(backend);
      server.stop();
      try {
        MemoryException error =
            assertEnds(ErrorKind.UNAVAILABLE, () -> count(collection, CallOptions.none()));
        assertThat(error).hasMessageContaining("127.0.0.1:");
      } finally {
        server.restart();
      }
      assertThat(count(collection, CallOptions.none())).isNotNegative();
    }
  }

  @Test
  void call_serverWasAwayForLong_worksAtOnceWhenItIsBack() {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      server.stop();
      for (int tries = 0; tries < 8; tries++) {
        assertEnds(ErrorKind.DEADLINE, () -> count(collection, CallOptions.within(DEADLINE)));
      }
      server.restart();
      assertThat(count(collection, CallOptions.within(DEADLINE.multipliedBy(2)))).isNotNegative();
    }
  }

  @Test
  void upsert_serverKilledInTheMiddle_saysTrulyWhatItWrote() throws InterruptedException {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection =
          backend.openCollection(SampleRecords.specBuilder("many").build());
      List<MemoryRecord> batch = new ArrayList<>();
      for (int number = 0; number < 4 * Batches.TRANSACTION_RECORDS; number++) {
        batch.add(SampleRecords.record(SampleRecords.GLOBEX, "many-" + number));
      }
      Thread killer = Thread.ofPlatform().start(() -> killOnceSomethingIsThere(collection));
      MemoryException error =
          assertThatExceptionOfType(MemoryException.class)
              .isThrownBy(() -> collection.upsert(batch, CallOptions.none()))
              .actual();
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
      sleep(20);
    }
    server.kill();
  }

  @Test
  void write_serverIsReadOnly_isUnavailableAndReadsGoOn() throws SQLException {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      sql("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
      try {
        awaitReadOnly(backend, true);
        MemoryRecord record = SampleRecords.record(SampleRecords.ACME, "read-only");
        MemoryException error =
            assertEnds(
                ErrorKind.UNAVAILABLE,
                () -> collection.upsert(List.of(record), CallOptions.none()));
        assertThat(error).hasMessageContaining("read-only");
        assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
        assertThat(fetch(collection, record.id())).isEmpty();
        assertThat(backend.health().detail()).contains("read-only");
      } finally {
        sql(
            "SET default_transaction_read_only = off",
            "ALTER SYSTEM RESET default_transaction_read_only",
            "SELECT pg_reload_conf()");
      }
      awaitReadOnly(backend, false);
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 1), CallOptions.none());
    }
  }

  @Test
  void write_diskIsFull_isUnavailableAndWorksAgainWithSpace() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(server.data().resolveSibling("small"))) {
      sql(
          "CREATE TABLESPACE small LOCATION '" + disk.folder() + "'",
          "ALTER DATABASE postgres SET default_tablespace = small");
      Map<String, String> other = new HashMap<>(settings);
      other.put("schema", "on_small_disk");
      try (Backend backend = TestDatabase.open(other)) {
        RecordCollection collection = TestSchema.collection(backend);
        List<MemoryRecord> written = new ArrayList<>();
        MemoryException error = fill(collection, written);

        assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(error).hasMessageContaining("no space left");
        assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
        assertThat(count(collection, CallOptions.none())).isEqualTo(written.size());
        backend.dropCollection(collection.spec().name());
        TestSchema.collection(backend)
            .upsert(SampleRecords.records(SampleRecords.ACME, 1), CallOptions.none());
      } finally {
        sql(
            "ALTER DATABASE postgres RESET default_tablespace",
            "DROP SCHEMA on_small_disk CASCADE",
            "DROP TABLESPACE small");
      }
    }
  }

  /** Writes until an error comes, which it returns. */
  private static MemoryException fill(RecordCollection collection, List<MemoryRecord> written) {
    String text = "A text that takes some room on a disk. ".repeat(100);
    while (true) {
      List<MemoryRecord> batch = new ArrayList<>();
      for (int number = 0; number < 100; number++) {
        String id = "full-" + (written.size() + number);
        batch.add(SampleRecords.builder(SampleRecords.ACME, id).text(text + id).build());
      }
      try {
        collection.upsert(batch, CallOptions.none());
      } catch (MemoryException e) {
        return e;
      }
      written.addAll(batch);
    }
  }

  private static void awaitReadOnly(Backend backend, boolean expected) {
    while (backend.health().healthy() == expected) {
      sleep(20);
    }
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long count(RecordCollection collection, CallOptions options) {
    return collection.count(Set.of(SampleRecords.ACME), Filter.all(), options);
  }

  private static List<MemoryRecord> fetch(RecordCollection collection, String id) {
    return collection.fetch(SampleRecords.ACME, List.of(id), Projection.KEYS, CallOptions.none());
  }

  private static MemoryException assertEnds(ErrorKind kind, ThrowingCallable call) {
    long begin = System.nanoTime();
    MemoryException error =
        assertThatExceptionOfType(MemoryException.class).isThrownBy(call).actual();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DEADLINE.plus(GRACE));
    assertThat(error.kind()).as(error.getMessage()).isEqualTo(kind);
    return error;
  }

  private Connection connect() throws SQLException {
    AddressParts parts = AddressParts.parse(settings.get("url"));
    return DriverManager.getConnection(
        "jdbc:postgresql://" + parts.authority().orElseThrow() + "/postgres",
        parts.user().orElseThrow(),
        parts.password().orElseThrow());
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    }
  }
}
