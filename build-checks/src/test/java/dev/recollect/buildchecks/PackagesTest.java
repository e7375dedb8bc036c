package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.recollect.buildchecks.Modules.Module;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where classes stand, and what their packages say about null. */
class PackagesTest {

  /** The other rules go by package, so a class in a stranger's package would escape them. */
  @TestFactory
  Stream<DynamicTest> classesStandInThePackagesOfTheirModule() {
    return Modules.ALL.stream()
        .map(module ->
            DynamicTest.dynamicTest(module.artifact(), () -> classesStandBelowTheRoot(module)));
  }

  /** A rule over classes that nobody read would hold, and mean nothing. */
  @TestFactory
  Stream<DynamicTest> everyClassFileIsRead() {
    return Modules.ALL.stream()
        .map(module ->
            DynamicTest.dynamicTest(
                module.artifact(),
                () ->
                    assertThat(Modules.classesOf(module))
                        .hasSize(Math.toIntExact(Modules.classFilesOf(module)))));
  }

  @Test
  void everyPackageIsNullMarked() {
    ArchRuleDefinition.classes().should(standInANullMarkedPackage()).check(Modules.CLASSES);
  }

  private static void classesStandBelowTheRoot(Module module) {
    assertThat(Modules.classesOf(module))
        .allSatisfy(
            type -> assertThat(type.getPackageName() + ".").startsWith(module.root() + "."));
    assertThat(Modules.classesOf(module)).isNotEmpty();
  }

  private static ArchCondition<JavaClass> standInANullMarkedPackage() {
    return new ArchCondition<>("stand in a package with @NullMarked in its package-info") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        JavaPackage home = type.getPackage();
        boolean marked =
            home.tryGetAnnotationOfType("org.jspecify.annotations.NullMarked").isPresent();
        events.add(
            new SimpleConditionEvent(
                type,
                marked,
                home.getName() + " of " + type.getName() + ": @NullMarked " + marked));
      }
    };
  }
}
