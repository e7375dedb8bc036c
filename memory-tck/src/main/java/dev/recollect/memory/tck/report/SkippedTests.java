package dev.recollect.memory.tck.report;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints each test that was skipped or aborted with its reason, as it happens; found by {@link
 * java.util.ServiceLoader} wherever the kit is on the class path of tests.
 */
public final class SkippedTests implements TestExecutionListener {

  /** Creates a listener; called by the launcher. */
  public SkippedTests() {}

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    print(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      print(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  private static void print(TestIdentifier test, String reason) {
    System.out.println("NOT RUN: " + name(test) + ": " + reason);
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .map(source ->
            source instanceof MethodSource method
                ? method.getClassName() + "." + method.getMethodName()
                : test.getDisplayName())
        .orElse(test.getDisplayName());
  }
}
