package dev.recollect.memory.core.variant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.core.broken.ContractOutcome;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ServerContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/** The contract of servers, kept by a right client and broken by two. */
class ServerContractTest {

  @Nested
  class RightClient extends ServerContract {
    @Override
    protected BackendFixture newFixture() {
      return new ServedFixture(options -> options);
    }
  }

  @Test
  void everyCall_clientWithoutDeadline_isCaught() {
    assertThat(failuresOf(Patient.class, "everyCall_serverHangs_endsWithinItsDeadline"))
        .isPositive();
  }

  @Test
  void reads_clientThatCannotBeCancelled_isCaught() {
    assertThat(failuresOf(Stubborn.class, "reads_cancelledWhileTheServerHangs_areCancelled"))
        .isPositive();
  }

  private static int failuresOf(Class<?> client, String test) {
    return ContractOutcome.of("client", "wrong", DiscoverySelectors.selectMethod(client, test))
        .failures()
        .size();
  }

  /** Waits for eight seconds, whatever the caller's deadline. */
  static class Patient extends ServerContract {
    @Override
    protected BackendFixture newFixture() {
      return new ServedFixture(options -> CallOptions.within(Duration.ofSeconds(8)));
    }
  }

  /** Looks at the caller's deadline only. */
  static class Stubborn extends ServerContract {
    @Override
    protected BackendFixture newFixture() {
      return new ServedFixture(options ->
          options.withTimeout(Duration.ofSeconds(8)).withCancellation(new CancellationToken()));
    }
  }
}
