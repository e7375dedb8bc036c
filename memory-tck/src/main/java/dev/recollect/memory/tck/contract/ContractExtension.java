package dev.recollect.memory.tck.contract;

import dev.recollect.memory.tck.report.Verdict;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test its {@link Surroundings}, and turns a test of something that the backend declares
 * absent into one that it is refused.
 */
final class ContractExtension implements ParameterResolver, InvocationInterceptor {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Surroundings.class;
  }

  @Override
  public Surroundings resolveParameter(ParameterContext parameter, ExtensionContext context) {
    FixtureSource source =
        context.getRequiredTestInstances().getAllInstances().stream()
            .filter(FixtureSource.class::isInstance)
            .map(FixtureSource.class::cast)
            .findFirst()
            .orElseThrow();
    return new Surroundings(
        source, RunStore.seed(context), RunStore.run(context), RunStore.check(context));
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    testOrRefusal(test, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    testOrRefusal(test, context);
  }

  private static void testOrRefusal(Invocation<@Nullable Void> test, ExtensionContext context)
      throws Throwable {
    Contract contract = (Contract) context.getRequiredTestInstance();
    Optional<Feature> absent =
        needed(context).map(Needs::value).filter(feature -> !feature.declaredBy(contract));
    if (absent.isEmpty()) {
      test.proceed();
    } else {
      test.skip();
      absent.get().assertRefused(contract);
      RunStore.check(context).end(Verdict.REFUSED, absent.get().words());
    }
  }

  private static Optional<Needs> needed(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Needs.class)
        .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Needs.class));
  }
}
