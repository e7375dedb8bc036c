package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import java.net.SocketException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of codes that a server hardly gives on demand, as if it had given them. */
class SqlFaultsTest {

  private static final SqlFaults FAULTS = new SqlFaults(new ServerAddress("host:5432", "agents"));

  @ParameterizedTest
  @CsvSource({
    "53100, UNAVAILABLE, no space left",
    "53300, UNAVAILABLE, pool.size",
    "53200, UNAVAILABLE, ''",
    "57P01, UNAVAILABLE, ''",
    "57P03, UNAVAILABLE, ''",
    "58030, UNAVAILABLE, ''",
    "08006, UNAVAILABLE, does not answer",
    ", UNAVAILABLE, does not answer",
    "25006, UNAVAILABLE, read-only",
    "28P01, AUTHENTICATION, password",
    "42501, AUTHENTICATION, role",
    "3D000, CONFIGURATION, CREATE DATABASE",
    "25P04, UNAVAILABLE, try again",
    "26000, CONFIGURATION, pooler = true",
    "57014, DEADLINE, ''",
    "40P01, CONFLICT, try again",
    "XX001, CORRUPT, damaged",
    "42601, INTERNAL, 42601",
  })
  void of_code_hasAKindAndSaysWhereAndWhat(String state, ErrorKind kind, String words) {
    MemoryException error = FAULTS.of(new SQLException("said\nDetail: more", state));

    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error)
        .hasMessageContainingAll("host:5432/agents", "said", words)
        .hasMessageNotContaining("Detail");
    assertThat(error.outcome()).isEqualTo(new WriteOutcome.NotApplied());
  }

  @Test
  void of_connectionThatBreaksWhileItIsEncrypted_isNoFaultOfTheCertificates() {
    SQLException reset =
        new SQLException("SSL error: reset", "08006", new SocketException("reset"));
    SQLException refused = new SQLException("SSL error: PKIX", "08006", new SSLException("PKIX"));

    assertThat(FAULTS.of(reset).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(FAULTS.of(refused).kind()).isEqualTo(ErrorKind.CONFIGURATION);
  }

  @Test
  void broken_sessionThatTheServerEnded_isTrue() {
    assertThat(SqlFaults.broken(new SQLException("ended", "25P04"))).isTrue();
    assertThat(SqlFaults.broken(new SQLException("aborted", "25P02"))).isFalse();
  }

  @Test
  void of_callThatWasToEnd_givesTheReasonForWhatFollowsFromIt() {
    MemoryException reason = new MemoryException(ErrorKind.CANCELLED, "the caller has gone");
    WriteOutcome unknown = new WriteOutcome.Unknown();

    assertThat(FAULTS.of(new SQLException("cut", "08006"), reason, unknown))
        .hasMessageContainingAll("the caller has gone", "host:5432")
        .returns(ErrorKind.CANCELLED, MemoryException::kind)
        .returns(unknown, MemoryException::outcome);
    assertThat(FAULTS.of(new SQLException("cancelled", "57014"), reason, unknown).kind())
        .isEqualTo(ErrorKind.CANCELLED);
    assertThat(FAULTS.of(new SQLException("full", "53100"), reason, unknown).kind())
        .isEqualTo(ErrorKind.UNAVAILABLE);
  }
}
