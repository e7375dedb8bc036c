package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.tck.sample.SampleRecords;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What opening a store and its collections says about servers and collections that do not fit. */
@Timeout(120)
class OpeningTest {

  private TestPrefix prefix;
  private QdrantConfig config;
  private Calls calls;

  @BeforeEach
  void createPrefix() {
    prefix = TestPrefix.create();
    config = TestPrefix.config(prefix.settings());
    calls = new Calls(config);
  }

  @AfterEach
  void dropPrefix() {
    if (prefix != null) {
      calls.close();
      prefix.close();
    }
  }

  private String physical() {
    return prefix.prefix() + "-" + SampleRecords.spec().name();
  }

  @Test
  void open_server_saysWhatItIs() {
    try (Backend backend = prefix.open()) {
      assertThat(backend.health().healthy()).isTrue();
      assertThat(backend.health().detail())
          .containsPattern("Qdrant(?: server \\(protocol of Qdrant)? 1\\.")
          .contains("127.0.0.1:", "prefix " + prefix.prefix());
      assertThat(backend.state()).isEmpty();
      assertThat(backend.bytes()).isEmpty();
    }
  }

  @Test
  void open_wrongKey_isRefusedWithoutRepeatingIt() {
    assumeThat(config.key().value()).as("key of the test server").isPresent();
    Map<String, String> settings = prefix.settings();
    settings.put("key", "another-s3cret");

    MemoryException error = refused(settings);

    assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(error)
        .hasMessageContainingAll("key", config.address().toString())
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void open_withoutKey_isRefused() {
    assumeThat(config.key().value()).as("key of the test server").isPresent();
    Map<String, String> settings = prefix.settings();
    settings.remove("key");

    assertThat(refused(settings).kind()).isEqualTo(ErrorKind.AUTHENTICATION);
  }

  @Test
  void open_portWhereNothingListens_isUnavailableNamingIt() throws IOException {
    int port = freePort();

    MemoryException error = refused(Map.of("url", "http://127.0.0.1:" + port));

    assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(error).hasMessageContaining("127.0.0.1:" + port);
  }

  @Test
  void open_serverThatNeverAnswers_endsAfterTheConnectionTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MemoryException error =
          refused(
              Map.of(
                  "url",
                  "http://127.0.0.1:" + silent.getLocalPort(),
                  "connection.timeout",
                  "500ms"));

      assertThat(error.kind()).isEqualTo(ErrorKind.DEADLINE);
      assertThat(error).hasMessageContaining("127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void open_portOfHttp_isRefusedNamingThatOfGrpc() throws IOException {
    HttpServer http = http();
    try {
      MemoryException error =
          refused(Map.of("url", "http://127.0.0.1:" + http.getAddress().getPort()));

      assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(error).hasMessageContaining("6334");
    } finally {
      http.stop(0);
    }
  }

  @Test
  void open_portOfHttpBesideThatOfGrpc_takesTheLatter() throws IOException {
    int http = 1;
    QdrantConfig wrong = config.at(config.address().withPort(http));

    try (Backend backend = QdrantBackend.open(wrong, http, config.address().port())) {
      assertThat(backend.health().detail()).contains(config.address().toString());
    }
  }

  @Test
  void open_portOfHttpAndNoOther_isRefusedNamingThatOfGrpc() throws IOException {
    int grpc = freePort();
    QdrantConfig wrong = config.at(new ServerAddress("127.0.0.1", 1, false));

    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> QdrantBackend.open(wrong, 1, grpc).close())
        .withMessageContaining("gRPC, which is " + grpc)
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static HttpServer http() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.start();
    return http;
  }

  @Test
  void openCollection_madeBySomebodyElse_isRefusedAndKept() {
    calls.write(
        CallOptions.none(),
        CollectionsGrpc.getCreateMethod(),
        NewCollection.request(physical(), SampleRecords.spec(), config.index()).toBuilder()
            .clearMetadata()
            .build());
    try (Backend backend = prefix.open()) {
      for (Runnable call :
          new Runnable[] {
            () -> TestPrefix.collection(backend),
            () -> backend.dropCollection(SampleRecords.spec().name())
          }) {
        assertThatExceptionOfType(MemoryException.class)
            .isThrownBy(call::run)
            .withMessageContaining(physical())
            .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE));
      }
      assertThat(backend.collections(Cursor.START).items()).isEmpty();
      assertThat(info().getConfig().getMetadataMap()).isEmpty();
    } finally {
      calls.write(
          CallOptions.none(),
          CollectionsGrpc.getDeleteMethod(),
          io.qdrant.client.grpc.Collections.DeleteCollection.newBuilder()
              .setCollectionName(physical())
              .build());
    }
  }

  @Test
  void openCollection_otherDimensions_isRefusedNamingBoth() {
    try (Backend backend = prefix.open()) {
      TestPrefix.collection(backend);
      CollectionSpec wider =
          SampleRecords.spec().toBuilder().dense(SampleRecords.CONTENT, 384).build();

      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> backend.openCollection(wider))
          .withMessageContaining("384")
          .withMessageContaining("" + SampleRecords.DIMENSION)
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE));
    }
  }

  @Test
  void openCollection_madeAnewWithOtherVectors_isRefusedNamingThem() {
    CollectionSpec wider =
        SampleRecords.spec().toBuilder().dense(SampleRecords.CONTENT, 384).build();
    calls.write(
        CallOptions.none(),
        CollectionsGrpc.getCreateMethod(),
        NewCollection.request(physical(), SampleRecords.spec(), config.index()).toBuilder()
            .setVectorsConfig(NewCollection.vectors(wider, config.index()))
            .build());
    try (Backend backend = prefix.open()) {
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> TestPrefix.collection(backend))
          .withMessageContainingAll(physical(), "384")
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE));
    }
  }

  @Test
  void openCollection_processDiedBeforeItsIndexesWereMade_makesThem() {
    calls.write(
        CallOptions.none(),
        CollectionsGrpc.getCreateMethod(),
        NewCollection.request(physical(), SampleRecords.spec(), config.index()));

    try (Backend backend = prefix.open()) {
      TestPrefix.collection(backend);
    }

    assertThat(info().getPayloadSchemaMap().keySet())
        .containsExactlyInAnyOrderElementsOf(FieldPaths.indexed(SampleRecords.spec()).keySet());
  }

  @Test
  void openCollection_newField_hasAnIndexAndFindsEarlierRecords() {
    try (Backend backend = prefix.open()) {
      RecordCollection before = TestPrefix.collection(backend);
      before.upsert(
          java.util.List.of(
              SampleRecords.builder(SampleRecords.ACME, "id")
                  .payload(
                      dev.recollect.memory.api.value.Payload.builder().put("note", "x").build())
                  .build()),
          CallOptions.none());

      RecordCollection after =
          backend.openCollection(
              SampleRecords.spec().toBuilder().field("note", PayloadType.TEXT).build());

      assertThat(info().getPayloadSchemaMap()).containsKey("note.text");
      assertThat(
              after.count(Set.of(SampleRecords.ACME), Filter.eq("note", "x"), CallOptions.none()))
          .isEqualTo(1);
    }
  }

  @Test
  void prefixes_ofOneServer_areStoresOfTheirOwn() {
    try (TestPrefix other = TestPrefix.create();
        Backend ours = prefix.open();
        Backend theirs = other.open()) {
      TestPrefix.collection(ours)
          .upsert(SampleRecords.records(SampleRecords.ACME, 3), CallOptions.none());

      assertThat(theirs.collections(Cursor.START).items()).isEmpty();
      assertThat(
              TestPrefix.collection(theirs)
                  .count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none()))
          .isZero();
      theirs.dropCollection(SampleRecords.spec().name());
      assertThat(ours.collections(Cursor.START).items()).hasSize(1);
    }
  }

  @Test
  void scan_pointOfSomebodyElse_isCorruptNamingIt() {
    try (Backend backend = prefix.open()) {
      RecordCollection collection = TestPrefix.collection(backend);
      PointStruct point =
          new RecordPoints(SampleRecords.spec())
              .point(SampleRecords.record(SampleRecords.ACME, "id")).toBuilder()
                  .removePayload(FieldPaths.ID)
                  .build();
      calls.write(
          CallOptions.none(),
          PointsGrpc.getUpsertMethod(),
          UpsertPoints.newBuilder()
              .setCollectionName(physical())
              .setWait(true)
              .addPoints(point)
              .build());

      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() ->
              collection.scan(
                  new ScanRequest(
                      Set.of(SampleRecords.ACME), Filter.all(), Projection.ALL, Cursor.START, 10),
                  CallOptions.none()))
          .withMessageContaining(point.getId().getUuid())
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CORRUPT));
    }
  }

  @Test
  void settings_ofTheIndex_reachTheServer() {
    Map<String, String> settings = new HashMap<>(prefix.settings());
    settings.putAll(
        Map.of(
            "hnsw.m", "24",
            "hnsw.efconstruction", "77",
            "quantization", "scalar",
            "vectors.ondisk", "true",
            "payload.ondisk", "true"));
    try (Backend backend = TestPrefix.open(settings)) {
      RecordCollection collection = TestPrefix.collection(backend);
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 20), CallOptions.none());

      assertThat(info().getConfig().getHnswConfig().getM()).isEqualTo(24);
      assertThat(info().getConfig().getHnswConfig().getEfConstruct()).isEqualTo(77);
      assertThat(info().getConfig().getQuantizationConfig().hasScalar()).isTrue();
      assertThat(collection.count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none()))
          .isEqualTo(20);
    }
  }

  private CollectionInfo info() {
    return calls
        .read(
            CallOptions.none(),
            CollectionsGrpc.getGetMethod(),
            GetCollectionInfoRequest.newBuilder().setCollectionName(physical()).build())
        .getResult();
  }

  @Test
  void open_versions_areTakenOrRefusedNamingBoth() throws IOException {
    try (ScriptedQdrant server = ScriptedQdrant.start()) {
      for (String version : new String[] {"1.15.9", "0.11.7", "2.0.0", "", "dev"}) {
        server.version(version);
        MemoryException error = refused(server.settings());
        assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
        assertThat(error).hasMessageContainingAll("'" + version + "'", ServerVersion.OLDEST);
      }
      for (String version : new String[] {"1.16.0", "1.18.3", "1.19.0-dev", "v1.20.1"}) {
        server.version(version);
        TestPrefix.open(server.settings()).close();
      }
    }
  }

  private static MemoryException refused(Map<String, String> settings) {
    return assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> TestPrefix.open(settings).close())
        .actual();
  }
}
