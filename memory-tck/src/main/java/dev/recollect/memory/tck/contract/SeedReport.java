package dev.recollect.memory.tck.contract;

import dev.recollect.memory.tck.oracle.Tries;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Adds to a contract's failure how to draw the same random values again. */
final class SeedReport implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (context.getRequiredTestInstance() instanceof Contract contract) {
      failure.addSuppressed(
          new AssertionError(
              "random values of this test: -D" + Tries.SEED + "=" + contract.seed()));
    }
    throw failure;
  }
}
