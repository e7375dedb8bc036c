package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
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
    try (PrivateServer server = PrivateServer.start()) {
      server.stop();
      install(right, server.data());
      server.restart("ssl=on");

      for (String mode : new String[] {"prefer", "require", "verify-ca", "verify-full"}) {
        assertEncrypted(server, Map.of("tls", mode, "tls.root", root.toString()));
      }
      assertRefused(server, Map.of("tls", "verify-full", "tls.root", other.toString()));
      assertRefused(server, Map.of("tls", "verify-full", "tls.root", folder + "/no-file"));
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
    Map<String, String> settings = new HashMap<>(server.settings());
    settings.putAll(tls);
    try (Backend backend = TestDatabase.open(settings)) {
      assertThat(backend.health().detail()).contains("TLS");
    }
  }

  private static void assertRefused(PrivateServer server, Map<String, String> tls) {
    Map<String, String> settings = new HashMap<>(server.settings());
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
