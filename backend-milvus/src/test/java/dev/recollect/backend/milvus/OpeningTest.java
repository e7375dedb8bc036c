package dev.recollect.backend.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.tck.sample.SampleRecords;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.shaded.io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What opening a store on a server, and a collection in it, says when something is in the way. */
@Timeout(300)
class OpeningTest {

  private static final String SECRET = "s3cret";

  private static MemoryException refused(ErrorKind kind, Map<String, String> settings) {
    try (Backend backend = TestStore.open(settings)) {
      throw new AssertionError("it was opened: " + backend.health());
    } catch (MemoryException e) {
      assertThat(e.kind()).as("kind of: %s", e.getMessage()).isEqualTo(kind);
      assertThat(String.valueOf(e.getMessage())).doesNotContain(SECRET);
      return e;
    }
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  @Test
  void open_nobodyListens_isUnavailableNamingHostAndPort() throws IOException {
    int port;
    try (ServerSocket socket = listening()) {
      port = socket.getLocalPort();
    }
    assertThat(
            refused(
                ErrorKind.UNAVAILABLE,
                Map.of("uri", "http://127.0.0.1:" + port, "connection.timeout", "2s")))
        .hasMessageContaining("127.0.0.1:" + port);
  }

  @Test
  void open_hostUnknown_isUnavailableNamingIt() {
    assertThat(
            refused(
                ErrorKind.UNAVAILABLE,
                Map.of("uri", "http://no-such-host.invalid", "connection.timeout", "5s")))
        .hasMessageContaining("no-such-host.invalid:19530");
  }

  @Test
  void open_serverSaysNothing_endsWithinTheConnectionTimeout() throws IOException {
    try (ServerSocket silent = listening()) {
      long begin = System.nanoTime();
      MemoryException error =
          refused(
              ErrorKind.DEADLINE,
              Map.of(
                  "uri", "http://127.0.0.1:" + silent.getLocalPort(), "connection.timeout", "1s"));
      assertThat(error).hasMessageContaining("127.0.0.1:" + silent.getLocalPort());
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void open_serverOfAnotherKind_saysSo() throws IOException {
    try (ServerSocket web = listening()) {
      Thread.ofVirtual().start(() -> answer(web));
      MemoryException error;
      try (Backend backend =
          TestStore.open(
              Map.of(
                  "uri", "http://127.0.0.1:" + web.getLocalPort(), "connection.timeout", "3s"))) {
        throw new AssertionError("it was opened: " + backend.health());
      } catch (MemoryException e) {
        error = e;
      }
      assertThat(error.kind()).isIn(ErrorKind.INCOMPATIBLE, ErrorKind.UNAVAILABLE);
      assertThat(error).hasMessageContaining("127.0.0.1:" + web.getLocalPort());
    }
  }

  private static void answer(ServerSocket web) {
    while (!web.isClosed()) {
      try (Socket client = web.accept();
          OutputStream out = client.getOutputStream()) {
        out.write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void open_wrongLogin_isAuthenticationWithoutTheSecret() throws IOException {
    try (FakeServer server = FakeServer.start("v2.6.20", "sam:right")) {
      Map<String, String> settings = new java.util.HashMap<>(server.settings());
      assertThat(refused(ErrorKind.AUTHENTICATION, settings)).hasMessageContaining("token");
      settings.put("token", SECRET);
      assertThat(refused(ErrorKind.AUTHENTICATION, settings)).hasMessageContaining("token");
      settings.remove("token");
      settings.put("user", "sam");
      settings.put("password", "right");
      try (Backend backend = TestStore.open(settings)) {
        assertThat(backend.collections(Cursor.START).items()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"v2.4.23", "2.3.1", "v1.1.0"})
  void open_serverTooOld_isIncompatibleNamingTheVersion(String version) throws IOException {
    try (FakeServer server = FakeServer.start(version, "")) {
      assertThat(refused(ErrorKind.INCOMPATIBLE, server.settings()))
          .hasMessageContaining(version)
          .hasMessageContaining("2.5");
    }
  }

  @ParameterizedTest
  @CsvSource({"v2.5.0", "v2.6.20", "3.0.1", "my-own-build"})
  void open_serverNewEnough_opens(String version) throws IOException {
    try (FakeServer server = FakeServer.start(version, "");
        Backend backend = TestStore.open(server.settings())) {
      assertThat(backend.capabilities().exclusive()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1400, AUTHENTICATION, 1",
    "1401, AUTHENTICATION, 1",
    "800, CONFIGURATION, 1",
    "100, NOT_FOUND, 1",
    "8, UNAVAILABLE, 3",
    "2, UNAVAILABLE, 3",
    "1100, INTERNAL, 1",
  })
  void call_refused_hasTheKindAndIsTriedAgainWhereThatHelps(int code, ErrorKind kind, int tries)
      throws IOException {
    try (FakeServer server = FakeServer.start("v2.6.20", "");
        Backend backend = TestStore.open(server.settings())) {
      int before = server.listings();
      server.refuse(code, "for a reason", 100);
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> backend.collections(Cursor.START))
          .satisfies(error -> assertThat(error.kind()).isEqualTo(kind))
          .withMessageContaining("for a reason");
      assertThat(server.listings() - before).isEqualTo(tries);
      server.refuse(8, "a moment", 1);
      assertThat(backend.collections(Cursor.START).items()).isEmpty();
    }
  }

  @Test
  void open_httpsToAServerWithoutTls_isUnavailable() throws IOException {
    try (FakeServer server = FakeServer.start("v2.6.20", "")) {
      String uri = server.settings().getOrDefault("uri", "").replace("http:", "https:");
      refused(ErrorKind.UNAVAILABLE, Map.of("uri", uri, "connection.timeout", "3s"));
    }
  }

  @Test
  void open_certificatesMissing_isConfiguration() {
    refused(
        ErrorKind.CONFIGURATION,
        Map.of("uri", "https://127.0.0.1:1", "tls.root", "/no/such/file.pem"));
  }

  @Test
  void open_databaseUnknown_isConfigurationNamingIt() {
    try (TestStore store = TestStore.create()) {
      Map<String, String> settings = store.settings();
      settings.put("database", "no_such_database");
      assertThat(refused(ErrorKind.CONFIGURATION, settings))
          .hasMessageContaining("no_such_database");
    }
  }

  @Test
  void openCollection_madeBySomebodyElse_isRefusedNamingIt() {
    try (TestStore store = TestStore.create();
        Backend backend = store.open()) {
      String name = store.prefix() + "sample";
      onServer(server ->
          server.createCollection(
              CreateCollectionRequest.newBuilder()
                  .setCollectionName(name)
                  .setSchema(Schema.of(name, SampleRecords.spec()).toByteString())
                  .build()));
      for (Runnable call :
          new Runnable[] {
            () -> TestStore.collection(backend), () -> backend.dropCollection("sample")
          }) {
        assertThatExceptionOfType(MemoryException.class)
            .isThrownBy(call::run)
            .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.INCOMPATIBLE))
            .withMessageContaining(name);
      }
      assertThat(backend.collections(Cursor.START).items()).isEmpty();
      onServer(server ->
          server.dropCollection(
              DropCollectionRequest.newBuilder().setCollectionName(name).build()));
    }
  }

  @Test
  void calls_collectionReleased_loadIt() {
    try (TestStore store = TestStore.create();
        Backend backend = store.open()) {
      RecordCollection collection = TestStore.collection(backend);
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 5), CallOptions.none());
      onServer(server ->
          server.releaseCollection(
              ReleaseCollectionRequest.newBuilder()
                  .setCollectionName(store.prefix() + "sample")
                  .build()));
      assertThat(collection.count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none()))
          .isEqualTo(5);
    }
  }

  private static void onServer(Consumer<MilvusServiceGrpc.MilvusServiceBlockingStub> work) {
    URI uri = URI.create(TestStore.serverUri());
    ManagedChannel channel =
        Channels.open(
            new Location.Server(uri.getHost(), uri.getPort(), false, Optional.empty()),
            dev.recollect.memory.tck.server.TestServers.ofThisProcess().setting("milvus", "token"),
            "default");
    try {
      work.accept(MilvusServiceGrpc.newBlockingStub(channel));
    } finally {
      channel.shutdownNow();
    }
  }
}
