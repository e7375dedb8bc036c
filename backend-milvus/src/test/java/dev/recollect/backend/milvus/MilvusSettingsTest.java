package dev.recollect.backend.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings say, and what they refuse. */
class MilvusSettingsTest {

  private static final String SECRET = "s3cret";
  private static final Path HOME = Path.of("/home/of/recollect");

  private static StoreConfig read(Map<String, String> settings) {
    return MilvusSettings.read(FakeSettings.of(MilvusSettings.all(), settings), HOME);
  }

  @Test
  void nothingSet_isALiteFolderInTheHomeFolder() {
    StoreConfig config = read(Map.of());

    assertThat(config.location())
        .isEqualTo(new Location.Lite(HOME.resolve("milvus.db"), "milvus-lite"));
    assertThat(config.token()).isEmpty();
    assertThat(config.database()).isEqualTo("default");
    assertThat(config.prefix()).isEqualTo("recollect_");
    assertThat(config.index()).isEmpty();
    assertThat(config.indexValues()).isEqualTo(new IndexConfig(true, 16, 200, 128));
    assertThat(config.partitions()).isEqualTo(16);
    assertThat(config.connectionTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost, localhost, 19530, false",
    "http://localhost/, localhost, 19530, false",
    "http://localhost:19531, localhost, 19531, false",
    "HTTP://db.example.com, db.example.com, 19530, false",
    "https://db.example.com, db.example.com, 443, true",
    "https://db.example.com:19530, db.example.com, 19530, true",
    "http://[::1]:7, ::1, 7, false",
  })
  void uri_address_isAServer(String uri, String host, int port, boolean encrypted) {
    assertThat(read(Map.of("uri", uri)).location())
        .isEqualTo(new Location.Server(host, port, encrypted, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~/stores/milvus.db", "/data/milvus.db", "milvus.db", "./a/../milvus.db"})
  void uri_path_isALiteFolder(String uri) {
    Location location = read(Map.of("uri", uri, "lite.program", "/opt/lite")).location();

    assertThat(location).isInstanceOf(Location.Lite.class);
    Location.Lite lite = (Location.Lite) location;
    assertThat(lite.folder()).isAbsolute().hasFileName("milvus.db");
    assertThat(lite.folder().toString()).doesNotContain("~").doesNotContain("..");
    assertThat(lite.program()).isEqualTo("/opt/lite");
    if (uri.startsWith("~")) {
      assertThat(lite.folder()).startsWithRaw(Path.of(System.getProperty("user.home")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://localhost:19530",
        "http://",
        "http://:19530",
        "http://host:0",
        "http://host:99999",
        "http://host/database",
        "http://host?x=1",
        "http://ho st",
        "http://sam:s3cret@host",
        "unix:///tmp/milvus",
      })
  void uri_anythingElse_isRefusedAndNotRepeated(String uri) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> read(Map.of("uri", uri)))
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .withMessageContaining("uri")
        .withMessageContaining("http://host:port")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain(SECRET));
  }

  @Test
  void login_tokenOrUserAndPassword_isTheToken() {
    assertThat(read(Map.of("token", SECRET)).token()).contains(SECRET);
    assertThat(read(Map.of("user", "sam", "password", SECRET)).token()).contains("sam:" + SECRET);
  }

  @Test
  void login_bothOrHalf_isRefusedWithoutTheSecret() {
    for (Map<String, String> settings :
        java.util.List.of(
            Map.of("token", SECRET, "user", "sam"),
            Map.of("token", SECRET, "password", SECRET),
            Map.of("user", "sam"),
            Map.of("password", SECRET))) {
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> read(settings))
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .satisfies(error -> assertThat(error.getMessage()).doesNotContain(SECRET));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "prefix, 1st_",
    "prefix, has space",
    "prefix, naïve_",
    "index, ivf",
    "index, HNSW",
    "tls.root, /etc/ca.pem",
  })
  void setting_thatCannotBe_isRefusedNamingIt(String name, String value) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> read(Map.of("uri", "http://localhost", name, value)))
        .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .withMessageContaining(name);
  }

  @Test
  void index_chosen_isNotTheServersToDecide() {
    assertThat(read(Map.of("index", "hnsw")).index()).contains(true);
    assertThat(read(Map.of("index", "flat")).index()).contains(false);
  }

  @Test
  void configuration_printed_hasNoSecret() {
    assertThat(read(Map.of("user", "sam", "password", SECRET)).toString()).doesNotContain(SECRET);
  }

  @Test
  void settings_all_areDescribed() {
    assertThat(MilvusSettings.all())
        .allSatisfy(setting -> assertThat(setting.description()).endsWith("."))
        .extracting(Setting::name)
        .doesNotHaveDuplicates();
  }
}
