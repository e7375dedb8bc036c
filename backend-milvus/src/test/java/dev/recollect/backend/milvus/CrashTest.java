package dev.recollect.backend.milvus;

import dev.recollect.memory.tck.contract.CrashCheck;
import dev.recollect.memory.tck.contract.ProviderSetup;
import dev.recollect.memory.tck.server.PrivateServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store after Milvus Lite was killed at random moments under a client. The kit kills clients,
 * as often, in MilvusContractTest and, with a Milvus Lite of their own, in LiteProcessTest.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CrashTest {

  private static final int REPETITIONS = Integer.getInteger("test.repetitions", 10);
  private static final int KILLS = REPETITIONS >= 100 ? REPETITIONS / 5 : 2;

  @Test
  void kill_server_losesNothingAcknowledged(@TempDir Path home) {
    TestStore.liteProgram();
    try (PrivateServer server = PrivateServer.start("milvus")) {
      Map<String, String> settings = Map.of("uri", server.url(), "connection.timeout", "5s");
      CrashCheck.of(new ProviderSetup(MilvusProvider.class, settings, home))
          .partialBatches()
          .killServer(KILLS, server::kill, server::restart);
    }
  }
}
