package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.oracle.RankingOracle;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.TcpProxy;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What opening a store says about servers, databases and roles that are not ready for it. */
class OpeningTest {

  private TestDatabase database;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterEach
  void dropDatabase() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void open_emptyDatabase_createsEverythingOnce() {
    for (int round = 0; round < 2; round++) {
      try (Backend backend = TestDatabase.open(database.settings())) {
        assertThat(backend.health().healthy()).isTrue();
        assertThat(backend.health().detail())
            .contains("PostgreSQL 1", "pgvector 0.", database.name(), "schema recollect");
      }
    }
  }

  @Test
  void bytes_ofWhatTheSchemaHolds_growWithRecords() {
    try (Backend backend = TestDatabase.open(database.settings())) {
      RecordCollection collection = TestSchema.collection(backend);
      long empty = backend.bytes().orElseThrow();
      for (int number = 0; number < 100; number++) {
        collection.upsert(
            List.of(SampleRecords.record(SampleRecords.ACME, "id-" + number)), CallOptions.none());
      }

      assertThat(empty).isPositive();
      assertThat(backend.bytes().orElseThrow()).isGreaterThan(empty);
    }
  }

  @Test
  void open_roleThatMayNotCreateTheExtension_isToldTheStatement() {
    MemoryException error = refused(database.settings(database.role()));

    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(error)
        .hasMessageContainingAll("pgvector", database.name(), "CREATE EXTENSION vector;");
  }

  @Test
  void open_roleThatMayNotCreateTheSchema_isToldTheStatementWhichThenSuffices() {
    String role = database.role();
    database.sql("CREATE EXTENSION vector");

    MemoryException error = refused(database.settings(role));

    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    String statement = "CREATE SCHEMA \"recollect\" AUTHORIZATION \"" + role + "\"";
    assertThat(error).hasMessageContaining(statement + ";");
    database.sql(statement);
    assertWorks(database.settings(role));
  }

  @Test
  void open_roleThatMayNotCreateTables_isToldTheStatementWhichThenSuffices() {
    String role = database.role();
    database.sql("CREATE EXTENSION vector", "CREATE SCHEMA recollect");
    database.sql("GRANT USAGE ON SCHEMA recollect TO " + role);

    MemoryException error = refused(database.settings(role));

    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    String statement = "GRANT CREATE, USAGE ON SCHEMA \"recollect\" TO \"" + role + "\"";
    assertThat(error).hasMessageContaining(statement + ";");
    database.sql(statement);
    assertWorks(database.settings(role));
  }

  @Test
  void open_roleThatMayNotUseTheSchema_isToldTheStatementWhichThenSuffices() {
    String role = database.role();
    database.sql("CREATE EXTENSION vector", "CREATE SCHEMA recollect");

    MemoryException error = refused(database.settings(role));

    assertThat(error.kind()).as(error.getMessage()).isEqualTo(ErrorKind.CONFIGURATION);
    String statement = "GRANT CREATE, USAGE ON SCHEMA \"recollect\" TO \"" + role + "\"";
    assertThat(error).hasMessageContaining(statement + ";");
    database.sql(statement);
    assertWorks(database.settings(role));
  }

  @Test
  void patch_roleWithAnotherIsolation_losesNone() throws InterruptedException {
    try (Backend backend = TestDatabase.open(database.settings(repeatableRead()))) {
      RecordCollection collection = TestSchema.collection(backend);
      MemoryRecord record = SampleRecords.record(SampleRecords.ACME, "one");
      collection.upsert(List.of(record), CallOptions.none());

      List<Throwable> failures =
          inThreads(
              8,
              10,
              number -> {
                Patch patch = Patch.set(Payload.builder().put("key" + number, number).build());
                collection.patch(SampleRecords.ACME, "one", patch, CallOptions.none());
              });

      assertThat(failures).isEmpty();
      Payload payload =
          collection
              .fetch(SampleRecords.ACME, List.of("one"), Projection.ALL, CallOptions.none())
              .getFirst()
              .payload();
      for (int number = 0; number < 8; number++) {
        assertThat(payload.get("key" + number)).isPresent();
      }
    }
  }

  @Test
  void upsert_sameRecordAsOthersAndRoleWithAnotherIsolation_neverConflicts()
      throws InterruptedException {
    try (Backend backend = TestDatabase.open(database.settings(repeatableRead()))) {
      RecordCollection collection = TestSchema.collection(backend);
      MemoryRecord record = SampleRecords.record(SampleRecords.ACME, "one");

      List<Throwable> failures =
          inThreads(24, 40, number -> collection.upsert(List.of(record), CallOptions.none()));

      assertThat(failures).isEmpty();
    }
  }

  private String repeatableRead() {
    String role = database.role();
    database.sql(
        "CREATE EXTENSION vector",
        "CREATE SCHEMA recollect AUTHORIZATION " + role,
        "ALTER ROLE " + role + " SET default_transaction_isolation = 'repeatable read'");
    return role;
  }

  private static List<Throwable> inThreads(int threads, int rounds, IntConsumer work)
      throws InterruptedException {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> started = new ArrayList<>();
    for (int number = 0; number < threads; number++) {
      int self = number;
      started.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
              .start(() -> {
                for (int round = 0; round < rounds; round++) {
                  work.accept(self);
                }
              }));
    }
    for (Thread thread : started) {
      thread.join();
    }
    return List.copyOf(failures);
  }

  @Test
  void open_extensionInASchemaOfItsOwn_works() {
    database.sql("CREATE SCHEMA \"Odd Place\"", "CREATE EXTENSION vector SCHEMA \"Odd Place\"");

    assertWorks(database.settings());
    try (Backend backend = TestDatabase.open(database.settings())) {
      RecordCollection collection = TestSchema.collection(backend);
      // The first statement of a connection: nothing has told the driver of the type.
      assertThat(
              collection.fetch(
                  SampleRecords.ACME, List.of("id-3"), Projection.ALL, CallOptions.none()))
          .singleElement()
          .satisfies(record -> assertThat(record.dense()).isNotEmpty());
    }
  }

  @Test
  void bytes_ofAStoreBesideAnother_areItsOwn() {
    Map<String, String> other = database.settings();
    other.put("table.prefix", "letters_");
    long before;
    try (Backend backend = TestDatabase.open(database.settings())) {
      before = backend.bytes().orElseThrow();
    }
    assertWorks(other);

    try (Backend backend = TestDatabase.open(database.settings())) {
      assertThat(backend.bytes()).hasValue(before);
    }
  }

  @Test
  void emptyCalls_ofAClosedStore_areRefused() {
    Backend backend = TestDatabase.open(database.settings());
    RecordCollection collection = TestSchema.collection(backend);
    backend.close();

    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> collection.upsert(List.of(), CallOptions.none()))
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() ->
            collection.fetch(SampleRecords.ACME, List.of(), Projection.ALL, CallOptions.none()))
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  @Test
  void open_extensionTooOld_isRefusedNamingItAndTheStatement() {
    database.sql(
        "CREATE EXTENSION vector",
        // As if the files were newer than what was created of them, which the catalogue tells.
        "UPDATE pg_catalog.pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'");

    MemoryException error = refused(database.settings());

    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(error).hasMessageContainingAll("0.7.4", "ALTER EXTENSION vector UPDATE;");
  }

  @Test
  void open_twoPrefixesInOneSchema_areTwoStores() {
    Map<String, String> one = database.settings();
    one.put("table.prefix", "one_");
    Map<String, String> two = database.settings();
    two.put("table.prefix", "two_");
    assertWorks(one);

    try (Backend backend = TestDatabase.open(two)) {
      RecordCollection collection = TestSchema.collection(backend);
      assertThat(collection.count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none()))
          .isZero();
    }
  }

  @Test
  void open_wrongPassword_isAuthentication() {
    Map<String, String> settings = database.settings(database.role());
    settings.put("password", "wr0ng");

    MemoryException error = refused(settings);

    assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(error).hasMessageContaining(database.name()).hasMessageNotContaining("wr0ng");
  }

  @Test
  void open_unknownDatabase_isConfiguration() {
    Map<String, String> settings = database.settings();
    settings.put("database", "unheard_of");

    MemoryException error = refused(settings);

    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(error).hasMessageContaining("unheard_of");
  }

  @Test
  void open_databaseOfAnotherEncoding_isConfiguration() {
    try (TestDatabase ascii = TestDatabase.create("SQL_ASCII")) {
      MemoryException error = refused(ascii.settings());

      assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(error).hasMessageContainingAll(ascii.name(), "UTF8");
    }
  }

  @Test
  void open_tablesOfAnotherVersion_isRefusedNamingBothAndChangesNothing() {
    assertWorks(database.settings());
    database.sql("UPDATE recollect.version SET version = version + 1");

    MemoryException error = refused(database.settings());

    assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
    assertThat(error)
        .hasMessageContainingAll(
            "version " + (StoreSchema.VERSION + 1), "version " + StoreSchema.VERSION);
    database.sql("UPDATE recollect.version SET version = version - 1");
    assertWorks(database.settings());
  }

  @Test
  void open_nobodyListens_isUnavailableNamingHostAndPort() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Map<String, String> settings = database.settings();
    settings.put("port", Integer.toString(port));

    MemoryException error = refused(settings);

    assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(error).hasMessageContaining(settings.get("host") + ":" + port);
  }

  @Test
  void open_serverThatHangs_isUnavailableAfterTheConnectionTimeout() {
    Map<String, String> settings = database.settings();
    try (TcpProxy proxy =
        new TcpProxy(settings.get("host"), Integer.parseInt(settings.get("port")))) {
      proxy.pause();
      settings.put("port", Integer.toString(proxy.port()));
      settings.put("connection.timeout", "1s");
      long begin = System.nanoTime();

      MemoryException error = refused(settings);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(error).hasMessageContaining("127.0.0.1:" + proxy.port());
      proxy.resume();
    }
  }

  @Test
  void openCollection_moreDimensionsThanAnIndexTakes_isUnsupportedNamingTheSettings() {
    CollectionSpec wide = SampleRecords.specBuilder("wide").dense("content", 3_072).build();
    Map<String, String> halfvec = database.settings();
    halfvec.put("vector.type", "halfvec");
    Map<String, String> unindexed = database.settings();
    unindexed.put("index", "false");

    try (Backend backend = TestDatabase.open(database.settings())) {
      MemoryException error =
          assertThatExceptionOfType(MemoryException.class)
              .isThrownBy(() -> backend.openCollection(wide))
              .actual();
      assertThat(error.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
      assertThat(error).hasMessageContainingAll("3072", "vector.type", "halfvec", "index = false");
    }
    for (Map<String, String> settings : List.of(halfvec, unindexed)) {
      try (Backend backend = TestDatabase.open(settings)) {
        assertThat(backend.openCollection(wide).spec()).isEqualTo(wide);
        backend.dropCollection("wide");
      }
    }
  }

  private static void assertWorks(Map<String, String> settings) {
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      var records = SampleRecords.records(SampleRecords.ACME, 20);
      collection.upsert(records, CallOptions.none());
      SearchRequest request =
          new SearchRequest(
              Set.of(SampleRecords.ACME),
              Filter.eq("parent", "id-3"),
              List.of(
                  SampleRecords.denseLike(records.get(3), 5),
                  SampleRecords.sparseLike(records.get(3), 5)));
      RankingOracle.assertExact(request, records, collection.search(request, CallOptions.none()));
      assertThat(backend.health().healthy()).isTrue();
    }
  }

  private static MemoryException refused(Map<String, String> settings) {
    return assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> TestDatabase.open(settings).close())
        .actual();
  }
}
