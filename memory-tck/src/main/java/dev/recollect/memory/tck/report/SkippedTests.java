package dev.recollect.memory.tck.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints each test that was skipped or aborted with its reason, as it happens; found by {@link
 * java.util.ServiceLoader} wherever the kit is on the class path of tests.
 *
 * <p>The same lines are kept in the file that the system property {@value #FILE_PROPERTY} names, if
 * it is set, for a list at the end of a build.
 */
public final class SkippedTests implements TestExecutionListener {

  /** System property: the file that lists the tests that were not run; written anew by each run. */
  public static final String FILE_PROPERTY = "dev.recollect.test.skipped";

  private final Optional<Path> file =
      Optional.ofNullable(System.getProperty(FILE_PROPERTY)).map(Path::of);

  /** Creates a listener; called by the launcher. */
  public SkippedTests() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    file.ifPresent(SkippedTests::empty);
  }

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

  private void print(TestIdentifier test, String reason) {
    String line = "NOT RUN: " + name(test) + ": " + reason;
    System.out.println(line);
    file.ifPresent(path -> append(path, line));
  }

  private static void empty(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path path, String line) {
    try {
      Files.write(path, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
