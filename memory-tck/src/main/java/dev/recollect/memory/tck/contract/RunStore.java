package dev.recollect.memory.tck.contract;

import dev.recollect.memory.tck.oracle.Tries;
import dev.recollect.memory.tck.report.Check;
import dev.recollect.memory.tck.report.ContractReports;
import dev.recollect.memory.tck.report.ContractRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What all tests of one run share: the seed and the reports, which are written when it ends. */
final class RunStore {

  /** Configuration parameter of JUnit or system property: the folder of the reports. */
  static final String REPORT_FOLDER = "tck.report";

  private RunStore() {}

  /** Returns the line of a test in the report. */
  static Check check(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String shown = context.getDisplayName();
    String name = shown.startsWith(method) ? method : method + " " + shown;
    return run(context)
        .check(context.getUniqueId(), context.getRequiredTestClass().getSimpleName(), name);
  }

  /** Returns the report of the suite of a test. */
  static ContractRun run(ExtensionContext context) {
    Class<?> suite = suite(context);
    return reports(context)
        .run(
            suite,
            () -> new ContractRun(suite.getName(), seed(context), Instant.now(), promises(suite)));
  }

  /** Returns the outermost test class. */
  private static Class<?> suite(ExtensionContext context) {
    Class<?> suite = context.getRequiredTestClass();
    for (Optional<ExtensionContext> outer = context.getParent();
        outer.isPresent();
        outer = outer.get().getParent()) {
      suite = outer.get().getTestClass().orElse(suite);
    }
    return suite;
  }

  /** Returns the contracts of a suite: those nested in it, or itself. */
  private static Map<String, String> promises(Class<?> suite) {
    Map<String, String> promises = new LinkedHashMap<>();
    for (Class<?> type = suite; type != null; type = type.getSuperclass()) {
      Arrays.stream(type.getDeclaredClasses())
          .filter(nested -> nested.isAnnotationPresent(Nested.class))
          .filter(Contract.class::isAssignableFrom)
          .sorted(Comparator.comparing(Class::getSimpleName))
          .forEach(nested -> promises.putIfAbsent(nested.getSimpleName(), promise(nested)));
    }
    if (promises.isEmpty()) {
      promises.put(suite.getSimpleName(), promise(suite));
    }
    return promises;
  }

  private static String promise(Class<?> contract) {
    return AnnotationSupport.findAnnotation(contract, Promise.class).map(Promise::value).orElse("");
  }

  /** Returns the seed of all tests of this JVM. */
  static long seed(ExtensionContext context) {
    return store(context).computeIfAbsent(Tries.SEED, any -> Tries.seed(), Long.class);
  }

  private static ContractReports reports(ExtensionContext context) {
    return store(context)
        .computeIfAbsent(
            REPORT_FOLDER,
            any ->
                new ContractReports(
                    context
                        .getConfigurationParameter(REPORT_FOLDER)
                        .map(Path::of)
                        .orElseGet(ContractReports::defaultFolder)),
            ContractReports.class);
  }

  /** What is kept here lives as long as the run of all tests, and is closed with it. */
  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(ExtensionContext.Namespace.create(ContractExtension.class));
  }
}
