package dev.recollect.backend.lucene;

import dev.recollect.memory.tck.contract.CrashCheck;
import dev.recollect.memory.tck.contract.ProviderSetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The store after its process was killed at random moments, more often than the kit kills it. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CrashTest {

  @Test
  @EnabledIfSystemProperty(
      named = "test.repetitions",
      matches = "[1-9]\\d{2,}",
      disabledReason = "LuceneContractTest kills the process a few times; -Psoak does it often")
  void kill_process_losesNothingAcknowledgedAndHalvesNothing(@TempDir Path home) {
    CrashCheck.of(new ProviderSetup(LuceneProvider.class, Map.of(), home))
        .killWriters(Integer.getInteger("test.repetitions"));
  }
}
