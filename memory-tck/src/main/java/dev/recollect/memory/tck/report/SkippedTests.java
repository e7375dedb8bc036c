package dev.recollect.memory.tck.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints which tests were skipped or aborted and why, at the end of a run: tests of one class that
 * have one reason are one line. Found by {@link java.util.ServiceLoader} wherever the kit is on the
 * class path of tests.
 *
 * <p>The same lines are kept in the file that the system property {@value #FILE_PROPERTY} names, if
 * it is set, for a list at the end of a build.
 */
public final class SkippedTests implements TestExecutionListener {

  /**
   * System property: the file that lists the tests that were not run; of an earlier process it is
   * deleted.
   */
  public static final String FILE_PROPERTY = "dev.recollect.test.skipped";

  private final PrintStream output;
  private final @Nullable Path file;
  private final Map<Cause, List<String>> tests = new LinkedHashMap<>();

  /** Creates a listener; called by the launcher. */
  public SkippedTests() {
    this(System.out, fileOfThisRun());
  }

  SkippedTests(PrintStream output, @Nullable Path file) {
    this.output = output;
    this.file = file;
  }

  private static @Nullable Path fileOfThisRun() {
    String named = System.getProperty(FILE_PROPERTY);
    return named == null ? null : Path.of(named);
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    if (file != null) {
      deleteOlder(file);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      add(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  private synchronized void add(TestIdentifier test, String reason) {
    tests
        .computeIfAbsent(new Cause(place(test), reason), any -> new ArrayList<>())
        .add(test.getDisplayName());
  }

  /** Returns the test class, and the classes nested in it that lead to the test. */
  private static String place(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().stream()
        .filter(segment -> segment.getType().endsWith("class"))
        .map(UniqueId.Segment::getValue)
        .collect(Collectors.joining(" > "));
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    List<String> lines = lines();
    lines.forEach(output::println);
    if (file != null) {
      write(file, lines);
    }
    tests.clear();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    tests.forEach((cause, names) -> {
      String which = names.size() == 1 ? " > " + names.getFirst() : " (" + names.size() + " tests)";
      lines.add("NOT RUN: " + cause.place() + which + ": " + cause.reason());
    });
    return lines;
  }

  /** What is of an earlier build goes; a process may run several plans, one after the other. */
  private static void deleteOlder(Path path) {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    try {
      if (Files.exists(path) && Files.getLastModifiedTime(path).toMillis() < start) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, List<String> lines) {
    try {
      Files.write(path, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Cause(String place, String reason) {}
}
