package dev.recollect.memory.tck.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class TestServersTest {

  private static final String VARIABLE = "RECOLLECT_TEST_POSTGRES_URL";

  @Test
  void url_inTheEnvironment_comesBeforeTheFile() {
    TestServers servers =
        new TestServers(Map.of(VARIABLE, "environment"), List.of(VARIABLE + "=file"));
    assertThat(servers.url("postgres", "start one")).isEqualTo("environment");
  }

  @Test
  void url_inTheFile_isFound() {
    TestServers servers = new TestServers(Map.of(), List.of("# a comment", VARIABLE + "=a=b"));
    assertThat(servers.url("postgres", "start one")).isEqualTo("a=b");
  }

  @Test
  void url_missing_abortsTheTestAndSaysHowToStartOne() {
    TestServers servers = new TestServers(Map.of(TestServers.REQUIRED, "qdrant"), List.of());
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> servers.url("postgres", "start one by servers/up"))
        .withMessageContaining(VARIABLE)
        .withMessageContaining("start one by servers/up");
  }

  @Test
  void url_emptyInTheEnvironment_isMissing() {
    TestServers servers = new TestServers(Map.of(VARIABLE, ""), List.of());
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> servers.url("postgres", "start one"));
  }

  @Test
  void url_missingButRequired_failsTheTest() {
    TestServers servers =
        new TestServers(Map.of(TestServers.REQUIRED, "qdrant,postgres"), List.of());
    assertThatExceptionOfType(AssertionFailedError.class)
        .isThrownBy(() -> servers.url("postgres", "start one"))
        .withMessageContaining(TestServers.REQUIRED);
  }

  @Test
  void url_ofMilvus_isCalledUri() {
    TestServers servers = new TestServers(Map.of(), List.of("RECOLLECT_TEST_MILVUS_URI=a"));
    assertThat(servers.url("milvus", "start one")).isEqualTo("a");
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> new TestServers(Map.of(), List.of()).url("milvus", "start one"))
        .withMessageContaining("RECOLLECT_TEST_MILVUS_URI");
  }

  @Test
  void setting_ofAServer_comesFromTheEnvironmentOrTheFile() {
    TestServers servers =
        new TestServers(
            Map.of("RECOLLECT_TEST_QDRANT_KEY", "secret"), List.of("RECOLLECT_TEST_MILVUS_LITE=a"));
    assertThat(servers.setting("qdrant", "key")).contains("secret");
    assertThat(servers.setting("milvus", "lite")).contains("a");
    assertThat(servers.setting("milvus", "token")).isEmpty();
  }
}
