package dev.recollect.backend.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings make of an address, and what they refuse. */
class QdrantSettingsTest {

  private static final String SECRET = "s3cret";

  @Test
  void nothingSet_isTheServerOfThisMachine() {
    QdrantConfig config = TestPrefix.config(Map.of());

    assertThat(config.address()).isEqualTo(new ServerAddress("localhost", 6334, false));
    assertThat(config.key().value()).isEmpty();
    assertThat(config.prefix()).isEqualTo("recollect");
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.connectionTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.batch()).isEqualTo(new QdrantConfig.BatchSize(500, 8L * 1024 * 1024));
    assertThat(config.index())
        .isEqualTo(new IndexConfig(16, 100, 128, IndexConfig.Quantization.NONE, false, true, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "http://db.example.com:6334, db.example.com:6334, false",
    "http://db.example.com:6334/, db.example.com:6334, false",
    "HTTP://db.example.com, db.example.com:6334, false",
    "https://x.eu.cloud.qdrant.io, x.eu.cloud.qdrant.io:6334, true",
    "https://x.eu.cloud.qdrant.io:7000, x.eu.cloud.qdrant.io:7000, true",
    "http://[::1]:6334, '[::1]:6334', false",
    "db.example.com:7000, db.example.com:7000, false",
    "db.example.com, db.example.com:6334, false",
    "127.0.0.1:7000, 127.0.0.1:7000, false",
  })
  void url_anyForm_isUnderstood(String url, String address, boolean tls) {
    QdrantConfig config = TestPrefix.config(Map.of("url", url, "host", "other", "port", "1"));

    assertThat(config.address()).hasToString(address);
    assertThat(config.address().tls()).isEqualTo(tls);
  }

  @Test
  void url_withoutScheme_isEncryptedIfTlsIsSet() {
    assertThat(TestPrefix.config(Map.of("url", "host:7000", "tls", "true")).address())
        .isEqualTo(new ServerAddress("host", 7000, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc://host:6334",
        "http://s3cret@host:6334",
        "https://sam:s3cret@host:6334",
        "http://host:6334/s3cret",
        "http://host:6334?api-key=s3cret",
        "http://host:6334#s3cret",
        "http://:6334",
        "http://host:0",
        "http://host:70000",
        "http://ho st/s3cret",
        "s3cret@host",
      })
  void url_thatIsNone_isRefusedWithoutRepeatingIt(String url) {
    assertThat(refused(Map.of("url", url)))
        .hasMessageContaining("fake.url")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void parts_withoutUrl_areTheAddress() {
    assertThat(TestPrefix.config(Map.of("host", "[::1]", "port", "7000", "tls", "true")).address())
        .isEqualTo(new ServerAddress("::1", 7000, true));
  }

  @ParameterizedTest
  @CsvSource({
    "host, 'a host'",
    "host, http://host",
    "host, host:6334",
    "prefix, ''",
    "prefix, a-b",
    "prefix, a/b",
    "quantization, product",
    "tls.root, /no/such/file",
    "key, 'two words'",
    "key, 'schlüssel'",
  })
  void setting_outOfItsRange_isRefusedNamingIt(String name, String value) {
    assertThat(refused(Map.of(name, value))).hasMessageContaining("fake." + name);
  }

  @Test
  void tls_besideAnUrlWithout_isRefused() {
    assertThat(refused(Map.of("url", "http://host:6334", "tls", "true")))
        .hasMessageContainingAll("fake.url", "https");
  }

  @Test
  void faults_ofSeveralSettings_areReportedTogether() {
    assertThat(
            refused(
                Map.of("url", "ftp://host", "prefix", "-", "quantization", "much", "key", "a b")))
        .hasMessageContainingAll("fake.url", "fake.prefix", "fake.quantization", "fake.key")
        .hasMessageNotContaining("a b");
  }

  @Test
  void everything_isPrintedWithoutTheKey() {
    assertThat(TestPrefix.config(Map.of("key", SECRET)).toString())
        .contains("***")
        .doesNotContain(SECRET);
  }

  @Test
  void key_hasTheNameThatUsersOfMemGptHaveSet() {
    assertThat(
            QdrantSettings.all().stream()
                .filter(setting -> setting.name().equals("key"))
                .map(Setting::aliases)
                .findFirst()
                .orElseThrow())
        .containsExactly("QDRANT_API_KEY");
  }

  private static MemoryException refused(Map<String, String> given) {
    MemoryException error =
        assertThatExceptionOfType(MemoryException.class)
            .isThrownBy(() -> TestPrefix.config(given))
            .actual();
    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    return error;
  }
}
