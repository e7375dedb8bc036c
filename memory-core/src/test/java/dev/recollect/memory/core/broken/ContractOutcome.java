package dev.recollect.memory.core.broken;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What tests said that ran in a launcher of their own. */
public final class ContractOutcome implements TestExecutionListener {

  private final List<Throwable> failures = new ArrayList<>();
  private int finished;

  private ContractOutcome() {}

  /** Runs tests with a configuration parameter. */
  public static ContractOutcome of(String parameter, String value, DiscoverySelector... tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests)
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .configurationParameter(parameter, value)
            .configurationParameter("tck.report", "target/broken-backends")
            .build();
    // Listeners of the outer run would tell of these tests as if they were part of it.
    LauncherConfig config =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    ContractOutcome outcome = new ContractOutcome();
    LauncherFactory.create(config).execute(request, outcome);
    return outcome;
  }

  /** Returns what failed tests failed with. */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Returns how many tests ended, however. */
  public int finished() {
    return finished;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      finished++;
    }
    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      failures.add(result.getThrowable().orElseThrow());
    }
  }
}
