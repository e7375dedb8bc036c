package dev.recollect.memory.core.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.BackendContract;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.contract.ProviderFixture;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/** The kit fails every backend that is wrong, and none that is right. */
class BrokenBackendTest {

  private static final String FAULT = "fault";

  static List<Fault> faults() {
    return Stream.of(
            WriteFaults.all(),
            ReadFaults.all(),
            SearchFaults.all(),
            StateFaults.all(),
            CallFaults.all(),
            EmbeddingFaults.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void contract_brokenBackend_failsInTheTestOfThatFault(Fault fault) {
    ContractOutcome outcome = ContractOutcome.of(FAULT, fault.name(), selector(fault));
    assertThat(outcome.failures())
        .as("%s.%s with a backend that %s", fault.contract(), fault.test(), fault)
        .isNotEmpty()
        .allMatch(
            failure -> failure instanceof AssertionError || failure instanceof MemoryException);
  }

  /** The tests that catch the faults catch them and nothing else. */
  @Test
  void contract_rightBackend_passesTheSameTests() {
    ContractOutcome outcome =
        ContractOutcome.of(
            FAULT,
            "none",
            faults().stream().map(BrokenBackendTest::selector).toArray(DiscoverySelector[]::new));
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.finished()).isGreaterThan(30);
  }

  private static DiscoverySelector selector(Fault fault) {
    Class<?> contract =
        Arrays.stream(BackendContract.class.getDeclaredClasses())
            .filter(nested -> nested.getSimpleName().equals(fault.contract()))
            .findFirst()
            .orElseThrow();
    Method test =
        Arrays.stream(contract.getSuperclass().getDeclaredMethods())
            .filter(method -> method.getName().equals(fault.test()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no test " + fault.test()));
    return DiscoverySelectors.selectNestedMethod(List.of(FaultyBackend.class), contract, test);
  }

  /** The contract over an in-memory backend with the fault that the run names. */
  @ExtendWith(TakesFault.class)
  static class FaultyBackend extends BackendContract {
    private UnaryOperator<Backend> breaks = UnaryOperator.identity();

    @Override
    protected BackendFixture newFixture() {
      ProviderFixture right = new ProviderFixture(new InMemoryProvider());
      return new BackendFixture() {
        @Override
        public Backend open() {
          return breaks.apply(right.open());
        }

        @Override
        public void close() {
          right.close();
        }
      };
    }
  }

  static final class TakesFault implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      Optional<String> name = context.getConfigurationParameter(FAULT);
      FaultyBackend backend =
          context.getRequiredTestInstances().findInstance(FaultyBackend.class).orElseThrow();
      faults().stream()
          .filter(fault -> name.equals(Optional.of(fault.name())))
          .forEach(fault -> backend.breaks = fault.breaks());
    }
  }
}
