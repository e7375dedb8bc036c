package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.server.PrivateServer;
import dev.recollect.memory.tck.server.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are encrypted, to a server that proves who it is, and that are not. */
@Timeout(120)
class TlsTest {

  @TempDir private Path folder;

  @Test
  void open_serverWithACertificate_isCheckedAsFarAsAskedFor() throws Exception {
    TestCertificate right = TestCertificate.create(folder);
    Path root = Files.writeString(folder.resolve("root.crt"), right.certificate());
    Path other =
        Files.writeString(
            folder.resolve("other.crt"), TestCertificate.create(folder).certificate());
    try (PrivateServer server = PrivateServer.start("postgres")) {
      server.stop();
      install(right, server.data());
      server.restart("ssl=on");

      assertLargeWriteEndsWhileTheServerHangs(server);
      for (String mode : new String[] {"prefer", "require", "verify-ca", "verify-full"}) {
        assertEncrypted(server, Map.of("tls", mode, "tls.root", root.toString()));
      }
      assertRefused(server, Map.of("tls", "verify-full", "tls.root", other.toString()));
      assertRefused(server, Map.of("tls", "verify-full", "tls.root", folder + "/no-file"));
    }
  }

  /** What is written fills all buffers on the way, so that a thread is stuck in the socket. */
  private static void assertLargeWriteEndsWhileTheServerHangs(PrivateServer server) {
    Map<String, String> settings = new HashMap<>(PrivatePostgres.settings(server));
    settings.put("tls", "require");
    try (Backend backend = TestDatabase.open(settings)) {
      RecordCollection collection = TestSchema.collection(backend);
      List<MemoryRecord> batch =
          IntStream.range(0, 600)
              .mapToObj(number ->
                  SampleRecords.builder(SampleRecords.ACME, "large-" + number)
                      .text("a".repeat(16_000))
                      .build())
              .toList();
      collection.upsert(batch, CallOptions.none());
      server.pause();
      long begin = System.nanoTime();
      MemoryException error =
          assertThatExceptionOfType(MemoryException.class)
              .isThrownBy(
                  () -> collection.upsert(batch, CallOptions.within(Duration.ofMillis(400))))
              .actual();
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      server.resume();

      assertThat(error.kind()).as(error.getMessage()).isEqualTo(ErrorKind.DEADLINE);
      assertThat(taken).isLessThan(Duration.ofSeconds(6));
      collection.upsert(batch, CallOptions.none());
    }
  }

  private static void install(TestCertificate certificate, Path data) throws Exception {
    Path key = Files.writeString(data.resolve("server.key"), certificate.privateKey());
    Path signed = Files.writeString(data.resolve("server.crt"), certificate.certificate());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.setOwner(key, Files.getOwner(data));
    Files.setOwner(signed, Files.getOwner(data));
  }

  private static void assertEncrypted(PrivateServer server, Map<String, String> tls) {
    Map<String, String> settings = new HashMap<>(PrivatePostgres.settings(server));
    settings.putAll(tls);
    try (Backend backend = TestDatabase.open(settings)) {
      assertThat(backend.health().detail()).contains("TLS");
    }
  }

  private static void assertRefused(PrivateServer server, Map<String, String> tls) {
    Map<String, String> settings = new HashMap<>(PrivatePostgres.settings(server));
    settings.putAll(tls);
    MemoryException error =
        assertThatExceptionOfType(MemoryException.class)
            .isThrownBy(() -> TestDatabase.open(settings).close())
            .actual();
    assertThat(error.kind()).as(error.getMessage()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(error).hasMessageContainingAll("127.0.0.1:", "tls.root");
  }

  @Test
  void open_serverWithoutTls_isRefusedWhereItIsRequired() {
    try (TestDatabase database = TestDatabase.create()) {
      Map<String, String> settings = database.settings();
      try (Backend backend = TestDatabase.open(settings)) {
        assertThat(backend.health().detail()).doesNotContain("TLS");
      }
      settings.put("tls", "require");
      MemoryException error =
          assertThatExceptionOfType(MemoryException.class)
              .isThrownBy(() -> TestDatabase.open(settings).close())
              .actual();
      assertThat(error.kind()).as(error.getMessage()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(error).hasMessageContaining("tls");
    }
  }
}
