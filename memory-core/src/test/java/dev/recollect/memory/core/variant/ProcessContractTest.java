package dev.recollect.memory.core.variant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.core.broken.ContractOutcome;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProcessContract;
import dev.recollect.memory.tck.contract.ProviderFixture;
import dev.recollect.memory.tck.contract.ReopeningContract;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/** A killed process shows what reopening does not: a store that is written when it is closed. */
class ProcessContractTest {

  private static final String KILL = "kill_whileWriting_losesNothingAcknowledged";

  @Test
  void kill_storeThatSavesAtOnce_passes() {
    assertThat(failuresOf(SavingAtOnce.class, KILL)).isZero();
  }

  @Test
  void kill_storeThatSavesWhenClosed_isCaught() {
    assertThat(failuresOf(SavingAtClose.class, KILL)).isPositive();
  }

  @Test
  void kill_storeThatSavesByHalves_passesUnlessItSaysThatBatchesAreWhole() {
    assertThat(failuresOf(SavingByHalves.class, KILL)).isZero();
    assertThat(failuresOf(WholeSavingByHalves.class, KILL)).isPositive();
  }

  @Test
  void reopen_storeThatSavesWhenClosed_passes() {
    assertThat(failuresOf(ReopenedSavingAtClose.class, "reopen_writesGoOn")).isZero();
  }

  private static int failuresOf(Class<?> contract, String test) {
    ContractOutcome outcome =
        ContractOutcome.of("store", "saving", DiscoverySelectors.selectMethod(contract, test));
    assertThat(outcome.finished()).isEqualTo(1);
    assertThat(outcome.failures()).allMatch(AssertionError.class::isInstance);
    return outcome.failures().size();
  }

  static class SavingAtOnce extends ProcessContract {
    @Override
    protected BackendFixture newFixture() {
      return new ProviderFixture(new SavingProvider.AtOnce());
    }
  }

  static class SavingAtClose extends ProcessContract {
    @Override
    protected BackendFixture newFixture() {
      return new ProviderFixture(new SavingProvider.AtClose());
    }
  }

  static class SavingByHalves extends ProcessContract {
    @Override
    protected BackendFixture newFixture() {
      return new ProviderFixture(new SavingProvider.RecordsByHalves());
    }
  }

  static class WholeSavingByHalves extends ProcessContract {
    @Override
    protected BackendFixture newFixture() {
      return new ProviderFixture(new SavingProvider.RecordsByHalves()) {
        @Override
        public boolean wholeBatches() {
          return true;
        }
      };
    }
  }

  static class ReopenedSavingAtClose extends ReopeningContract {
    @Override
    protected BackendFixture newFixture() {
      return new ProviderFixture(new SavingProvider.AtClose());
    }
  }
}
