package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of pgvector's version, on versions as the catalogue would say them. */
class ExtensionTest {

  private static final ServerAddress ADDRESS = new ServerAddress("host:5432", "agents");

  @ParameterizedTest
  @ValueSource(strings = {"0.8.0", "0.8.5", "0.10.1", "0.8", "1.0.0", "0.9.0-dev"})
  void requireRecent_recent_isAccepted(String version) {
    Extension extension = new Extension(version, "public");

    assertThat(extension.requireRecent(ADDRESS)).isSameAs(extension);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7.4", "0.4.4", "0.1.0", "unpackaged"})
  void requireRecent_old_isRefusedNamingTheVersionAndTheStatement(String version) {
    MemoryException error =
        assertThatExceptionOfType(MemoryException.class)
            .isThrownBy(() -> new Extension(version, "public").requireRecent(ADDRESS))
            .actual();

    assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(error)
        .hasMessageContainingAll(
            version, "0.8", "host:5432/agents", "ALTER EXTENSION vector UPDATE;");
  }
}
