package dev.recollect.buildchecks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.recollect.buildchecks.Modules.AGENT_SDK;
import static dev.recollect.buildchecks.Modules.CLASSES;
import static dev.recollect.buildchecks.Modules.CLI;
import static dev.recollect.buildchecks.Modules.INGEST;
import static dev.recollect.buildchecks.Modules.MEMORY_API;
import static dev.recollect.buildchecks.Modules.MEMORY_CORE;
import static dev.recollect.buildchecks.Modules.MEMORY_TCK;
import static dev.recollect.buildchecks.Modules.OBSERVABILITY;
import static dev.recollect.buildchecks.Modules.RECOLLECT_STARTER;
import static dev.recollect.buildchecks.Modules.packagesOfAllBut;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.recollect.buildchecks.Modules.Module;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may use whom: api, then core, then the SDK; backends, embeddings and models on api alone. */
class LayersTest {

  @Test
  void apiUsesNoOtherModule() {
    usesOnly(MEMORY_API);
  }

  @Test
  void tckUsesApiOnly() {
    usesOnly(MEMORY_TCK, MEMORY_API);
  }

  @Test
  void coreUsesApiOnlyAndSoNoBackendNoSdkAndNoCommandLine() {
    usesOnly(MEMORY_CORE, MEMORY_API);
  }

  @TestFactory
  Stream<DynamicTest> backendsEmbeddingsAndModelsUseApiOnly() {
    return Modules.PROVIDERS.stream()
        .map(module ->
            DynamicTest.dynamicTest(module.artifact(), () -> usesOnly(module, MEMORY_API)));
  }

  @Test
  void sdkUsesApiAndCoreAndSoNoBackend() {
    usesOnly(AGENT_SDK, MEMORY_API, MEMORY_CORE);
  }

  @Test
  void ingestUsesApiAndCoreAndSoNoBackend() {
    usesOnly(INGEST, MEMORY_API, MEMORY_CORE);
  }

  @Test
  void observabilityUsesWhatTellsTheEventsOnly() {
    usesOnly(OBSERVABILITY, MEMORY_API, AGENT_SDK);
  }

  @Test
  void starterHasNoCode() {
    assertThat(Modules.classesOf(RECOLLECT_STARTER))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("package-info");
  }

  @Test
  void commandLineReachesBackendsEmbeddingsAndModelsByIdOnly() {
    usesOnly(CLI, MEMORY_API, MEMORY_CORE, AGENT_SDK, INGEST);
  }

  @Test
  void noCyclesBetweenPackages() {
    slices().matching("dev.recollect.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  private static void usesOnly(Module module, Module... others) {
    Module[] allowed = Stream.concat(Stream.of(module), Stream.of(others)).toArray(Module[]::new);
    noClasses()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packagesOfAllBut(allowed))
        .check(CLASSES);
  }
}
