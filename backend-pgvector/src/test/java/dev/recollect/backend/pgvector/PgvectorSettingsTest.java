package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings make of an address, and what they refuse. */
class PgvectorSettingsTest {

  private static final String SECRET = "s3cret";

  @ParameterizedTest
  @CsvSource({
    "postgresql://sam:s3cret@db.example.com:6543/agents, db.example.com:6543/agents",
    "postgres://sam:s3cret@db.example.com/agents, db.example.com:5432/agents",
    "postgresql+psycopg2://sam:s3cret@db.example.com:6543/agents, db.example.com:6543/agents",
    "postgresql+asyncpg://sam:s3cret@[::1]:6543/agents, '[::1]:6543/agents'",
    "jdbc:postgresql://db.example.com:6543/agents?user=sam&password=s3cret,"
        + " db.example.com:6543/agents",
    "'postgresql://sam:s3cret@one:5432,two:5433/agents', 'one:5432,two:5433/agents'",
    "postgresql://sam:s3cret@db.example.com, db.example.com:5432/recollect",
    "postgresql://sam:s3cret@/agents, localhost:5432/agents",
  })
  void url_anyForm_isUnderstood(String url, String address) {
    Login login = login(Map.of("url", url));

    assertThat(login.address()).hasToString(address);
    assertThat(login.user()).isEqualTo("sam");
    assertThat(login.properties()).containsEntry("password", SECRET);
  }

  @Test
  void url_percentEncoding_isDecoded() {
    Login login = login(Map.of("url", "postgresql://s%40m:p%3A%2F%40%25+ss@host:1/my%20base%2F1"));

    assertThat(login.user()).isEqualTo("s@m");
    assertThat(login.properties()).containsEntry("password", "p:/@%+ss");
    assertThat(login.address().database()).isEqualTo("my base/1");
    assertThat(login.address().jdbcUrl()).isEqualTo("jdbc:postgresql://host:1/my%20base%2F1");
  }

  @Test
  void url_passwordEmptyOrMissing_areDifferent() {
    assertThat(login(Map.of("url", "postgresql://sam:@host/db")).properties())
        .containsEntry("password", "");
    assertThat(login(Map.of("url", "postgresql://sam@host/db")).properties())
        .doesNotContainKey("password");
    assertThat(login(Map.of("url", "postgresql://sam@host/db", "password", SECRET)).properties())
        .containsEntry("password", SECRET);
  }

  @Test
  void url_partsItNames_countBeforeTheSingleSettings() {
    Login login =
        login(
            Map.of(
                "url", "postgresql://host:1/db",
                "host", "other",
                "port", "2",
                "database", "another",
                "user", "ada"));

    assertThat(login.address()).hasToString("host:1/db");
    assertThat(login.user()).isEqualTo("ada");
  }

  @Test
  void url_parameters_reachTheDriverByItsNames() {
    Properties properties =
        login(
                Map.of(
                    "url",
                    "postgresql://sam@host/db?sslmode=verify-full&connect_timeout=3"
                        + "&application_name=my%20app&targetServerType=primary"))
            .properties();

    assertThat(properties)
        .containsEntry("sslmode", "verify-full")
        .containsEntry("connectTimeout", "3")
        .containsEntry("ApplicationName", "my app")
        .containsEntry("targetServerType", "primary");
  }

  @Test
  void url_ofAPlatformThatWritesForLibpq_isUnderstood() {
    Properties properties =
        login(
                Map.of(
                    "url",
                    "postgresql://sam@host/db?sslmode=require&channel_binding=require"
                        + "&target_session_attrs=read-write"))
            .properties();

    assertThat(properties)
        .containsEntry("channelBinding", "require")
        .containsEntry("targetServerType", "primary");
  }

  @Test
  void url_withSslAlone_leavesItToTheDriverWhichThenVerifies() {
    assertThat(login(Map.of("url", "jdbc:postgresql://host/db?ssl=true")).properties())
        .containsEntry("ssl", "true")
        .doesNotContainKey("sslmode");
  }

  @Test
  void url_ofSeveralHosts_meansThePrimaryAndGivesEachThePort() {
    Login login = login(Map.of("url", "postgresql://sam@one,two:6000/db", "port", "7000"));

    assertThat(login.address()).hasToString("one:7000,two:6000/db");
    assertThat(login.properties()).containsEntry("targetServerType", "primary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:1?s3cret=1@host/db",
        "mysql://sam:s3cret@host/db",
        "postgresql:sam:s3cret@host/db",
        "host=localhost password=s3cret",
        "postgresql://sam:s3cret%@host/db",
        "postgresql://sam:s3cret%zz@host/db",
        "postgresql://sam:s3cret@host/db?unheard=1",
        "postgresql://sam:s3cret@host/db?sslmode",
        "postgresql://sam:s3cret/x@host/db",
      })
  void url_thatIsNone_isRefusedWithoutRepeatingIt(String url) {
    MemoryException error = refused(Map.of("url", url));

    assertThat(error).hasMessageContaining("fake.url").hasMessageNotContaining(SECRET);
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain(SECRET);
    }
  }

  @Test
  void everything_isPrintedWithoutThePassword() {
    StoreConfig config = config(Map.of("url", "postgresql://sam:s3cret@host:1/db"));

    assertThat(config.toString()).contains("host:1/db").doesNotContain(SECRET);
    assertThat(config.login().toString()).isEqualTo("host:1/db");
  }

  @Test
  void parts_withoutUrl_areTheAddress() {
    Login login =
        login(
            Map.of(
                "host", "::1",
                "port", "6543",
                "database", "agents",
                "user", "sam",
                "password", SECRET,
                "tls", "verify-ca",
                "tls.root", "root.crt"));

    assertThat(login.address()).hasToString("[::1]:6543/agents");
    assertThat(login.properties())
        .containsEntry("user", "sam")
        .containsEntry("password", SECRET)
        .containsEntry("sslmode", "verify-ca")
        .containsEntry("sslrootcert", "root.crt");
  }

  @ParameterizedTest
  @CsvSource({
    "schema, 'a\"b'",
    "schema, 'Upper'",
    "schema, '1st'",
    "schema, 'a-b'",
    "schema, ''",
    "table.prefix, 'a b'",
    "table.prefix, '; drop'",
    "table.prefix, a_prefix_that_is_too_long_for_names",
    "vector.type, float",
    "hnsw.efconstruction, 20",
    "tls, allowed",
    "host, /var/run/postgresql",
    "host, 'a host'",
    "database, ' '",
  })
  void setting_outOfItsRange_isRefusedNamingIt(String name, String value) {
    assertThat(refused(Map.of(name, value))).hasMessageContaining("fake." + name);
  }

  @Test
  void aliases_areThoseOfTheOriginalSystems() {
    assertThat(aliases("url")).containsExactly("MEMGPT_PGURI");
    assertThat(aliases("host")).containsExactly("PG_HOST", "MEMGPT_PG_HOST");
    assertThat(aliases("port")).containsExactly("PG_PORT", "MEMGPT_PG_PORT");
    assertThat(aliases("database")).containsExactly("PG_DB", "MEMGPT_PG_DB");
    assertThat(aliases("user")).containsExactly("PG_USER", "MEMGPT_PG_USER");
    assertThat(aliases("password")).containsExactly("PG_PASSWORD", "MEMGPT_PG_PASSWORD");
  }

  private static Iterable<String> aliases(String name) {
    return PgvectorSettings.all().stream()
        .filter(setting -> setting.name().equals(name))
        .map(Setting::aliases)
        .findFirst()
        .orElseThrow();
  }

  private static MemoryException refused(Map<String, String> given) {
    MemoryException error =
        assertThatExceptionOfType(MemoryException.class).isThrownBy(() -> config(given)).actual();
    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    return error;
  }

  private static Login login(Map<String, String> given) {
    return config(given).login();
  }

  private static StoreConfig config(Map<String, String> given) {
    return PgvectorSettings.read(FakeSettings.of(PgvectorSettings.all(), given));
  }
}
