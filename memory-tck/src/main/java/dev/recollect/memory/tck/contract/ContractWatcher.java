package dev.recollect.memory.tck.contract;

import dev.recollect.memory.tck.oracle.Tries;
import dev.recollect.memory.tck.report.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/** Reports how each test ended. */
final class ContractWatcher implements TestExecutionExceptionHandler, TestWatcher {

  /** Adds to a failure how to draw the same random values again. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    failure.addSuppressed(
        new AssertionError(
            "random values of this test: -D" + Tries.SEED + "=" + RunStore.seed(context)));
    throw failure;
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    RunStore.check(context).end(Verdict.PROVEN, "");
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    RunStore.check(context).end(Verdict.NOT_PROVEN, words(cause));
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    RunStore.check(context).end(Verdict.NOT_PROVEN, reason.orElse("it is disabled"));
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    RunStore.check(context).end(Verdict.FAILED, words(cause));
  }

  private static String words(@Nullable Throwable cause) {
    return Optional.ofNullable(cause)
        .map(known -> Optional.ofNullable(known.getMessage()).orElse(known.toString()))
        .orElse("no reason given");
  }
}
