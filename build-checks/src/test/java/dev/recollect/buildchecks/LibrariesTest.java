package dev.recollect.buildchecks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.recollect.buildchecks.Modules.CLASSES;
import static dev.recollect.buildchecks.Modules.CLI;
import static dev.recollect.buildchecks.Modules.MEMORY_CORE;
import static dev.recollect.buildchecks.Modules.OBSERVABILITY;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which libraries our classes use, and where. */
class LibrariesTest {

  private static final String GUICE = "com.google.inject";
  private static final String WIRING = MEMORY_CORE.root() + ".internal.wiring..";

  @Test
  void guiceIsUsedInTheWiringOnly() {
    noClasses()
        .that(not(resideInAPackage(WIRING)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(GUICE + "..")
        .check(CLASSES);
  }

  /**
   * The wiring may use Guice inside, but a class that others can reach shows none of it: no
   * superclass, no interface, no member that is public or protected.
   */
  @Test
  void guiceIsInNoPublicSignature() {
    classes().should(notShow(GUICE)).check(CLASSES);
  }

  /**
   * But for what we measure ourselves beside: it is written as its users must write it; and for the
   * module that writes to SLF4J because its users want that.
   */
  @Test
  void loggingIsSystemLoggerAndJsonIsJackson2() {
    noClasses()
        .that(
            not(resideInAnyPackage("dev.recollect.benchmarks.client..", OBSERVABILITY.packages())))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.slf4j..",
            "org.apache.logging..",
            "org.apache.log4j..",
            "org.apache.commons.logging..",
            "ch.qos.logback..",
            "com.google.gson..",
            "org.json..",
            "com.alibaba.fastjson..",
            "com.alibaba.fastjson2..",
            "tools.jackson..")
        .check(CLASSES);
  }

  /** The command line is an application: it decides where the log goes. */
  @Test
  void onlyTheCommandLineConfiguresJavaUtilLogging() {
    noClasses()
        .that(not(resideInAPackage(CLI.packages())))
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.util.logging.."))
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> notShow(String library) {
    return new ArchCondition<>("show no type of " + library) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!isOpen(type)) {
          return;
        }
        Stream<JavaType> own =
            Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        report(type, type.getName(), own, events);
        for (JavaField field : type.getFields()) {
          if (isOpen(field)) {
            report(type, field.getFullName(), Stream.of(field.getType()), events);
          }
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          if (isOpen(unit)) {
            report(
                type,
                unit.getFullName(),
                Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getTypeParameters().stream(),
                        unit.getExceptionTypes().stream(),
                        unit.getAnnotations().stream().map(JavaAnnotation::getRawType))
                    .flatMap(types -> types),
                events);
          }
        }
      }

      private void report(
          JavaClass type, String where, Stream<? extends JavaType> types, ConditionEvents events) {
        types
            .map(JavaType::getAllInvolvedRawTypes)
            .flatMap(Collection::stream)
            .filter(shown -> shown.getPackageName().startsWith(library))
            .distinct()
            .forEach(shown ->
                events.add(
                    SimpleConditionEvent.violated(type, where + " shows " + shown.getName())));
      }
    };
  }

  private static boolean isOpen(JavaClass type) {
    return isOpen((HasModifiers) type)
        && type.getEnclosingClass().map(LibrariesTest::isOpen).orElse(true);
  }

  private static boolean isOpen(HasModifiers member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }
}
