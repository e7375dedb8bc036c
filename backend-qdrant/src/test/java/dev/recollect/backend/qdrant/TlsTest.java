package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.tck.server.TestCertificate;
import io.grpc.TlsServerCredentials;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections, and those that are not. */
@Timeout(60)
class TlsTest {

  @TempDir private Path folder;

  @Test
  void open_certificateThatIsTrusted_isEncrypted() throws Exception {
    TestCertificate certificate = TestCertificate.create(folder);
    Path root = folder.resolve("root.pem");
    Files.writeString(root, certificate.certificate());
    try (ScriptedQdrant server = encrypted(certificate);
        Backend backend =
            TestPrefix.open(Map.of("url", url(server), "tls.root", root.toString()))) {
      assertThat(backend.health().detail()).contains("TLS");
    }
  }

  @Test
  void open_certificateOfNobodyKnown_isRefused() throws Exception {
    try (ScriptedQdrant server = encrypted(TestCertificate.create(folder))) {
      MemoryException error = refused(Map.of("url", url(server)));

      assertThat(error.kind()).as(error.getMessage()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(error).hasMessageContainingAll("TLS", "tls.root");
    }
  }

  @Test
  void open_plainServerOverTls_isRefused() throws Exception {
    try (ScriptedQdrant server = ScriptedQdrant.start()) {
      MemoryException error = refused(Map.of("url", url(server)));

      assertThat(error.kind()).as(error.getMessage()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(error).hasMessageContaining("TLS");
    }
  }

  @Test
  void open_encryptedServerWithoutTls_fails() throws Exception {
    try (ScriptedQdrant server = encrypted(TestCertificate.create(folder))) {
      MemoryException error = refused(Map.of("url", "http://127.0.0.1:" + server.port()));

      assertThat(error.kind())
          .as(error.getMessage())
          .isIn(ErrorKind.UNAVAILABLE, ErrorKind.CONFIGURATION);
    }
  }

  private static String url(ScriptedQdrant server) {
    return "https://127.0.0.1:" + server.port();
  }

  private static ScriptedQdrant encrypted(TestCertificate certificate) throws Exception {
    return ScriptedQdrant.start(
        TlsServerCredentials.create(
            stream(certificate.certificate()), stream(certificate.privateKey())));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MemoryException refused(Map<String, String> settings) {
    return assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> TestPrefix.open(settings).close())
        .actual();
  }
}
