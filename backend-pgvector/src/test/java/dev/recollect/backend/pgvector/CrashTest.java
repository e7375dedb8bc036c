package dev.recollect.backend.pgvector;

import dev.recollect.memory.tck.contract.CrashCheck;
import dev.recollect.memory.tck.contract.ProviderSetup;
import dev.recollect.memory.tck.server.PrivateServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The store after a client, or the server itself, was killed at random moments. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CrashTest {

  private static final int REPETITIONS = Integer.getInteger("test.repetitions", 10);
  private static final int SERVER_KILLS = REPETITIONS >= 100 ? REPETITIONS / 5 : 2;

  @Test
  @EnabledIfSystemProperty(
      named = "test.repetitions",
      matches = "[1-9]\\d{2,}",
      disabledReason = "PgvectorContractTest kills clients a few times; -Psoak does it often")
  void kill_client_losesNothingAcknowledgedAndHalvesNothing() {
    try (TestSchema store = TestSchema.create()) {
      CrashCheck.of(store.setup().orElseThrow()).killWriters(REPETITIONS);
    }
  }

  @Test
  void kill_server_losesNothingAcknowledgedAndHalvesNothing(@TempDir Path home) {
    try (PrivateServer server = PrivateServer.start("postgres")) {
      CrashCheck.of(
              new ProviderSetup(PgvectorProvider.class, PrivatePostgres.settings(server), home))
          .killServer(SERVER_KILLS, server::kill, server::restart);
    }
  }
}
