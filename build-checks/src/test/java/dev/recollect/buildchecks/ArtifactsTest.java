package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recollect.buildchecks.Modules.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What stands in the artifacts. */
class ArtifactsTest {

  @TestFactory
  Stream<DynamicTest> jarsNameTheirModule() {
    return Modules.allPublished().stream()
        .map(module -> DynamicTest.dynamicTest(module.artifact(), () -> jarNamesItsModule(module)));
  }

  @Test
  void bomListsWhatIsPublished() throws IOException {
    String bom = Files.readString(Path.of("..", "memory-bom", "pom.xml"));
    String managed = bom.substring(bom.indexOf("<dependencyManagement>"), bom.indexOf("<build>"));
    assertThat(artifacts(managed))
        .containsExactlyInAnyOrderElementsOf(
            Modules.allPublished().stream().map(Module::artifact).toList());
  }

  @Test
  void bomHasTheVersionOfTheParent() throws IOException {
    assertThat(version(Path.of("..", "memory-bom", "pom.xml")))
        .isEqualTo(version(Path.of("..", "pom.xml")));
  }

  @Test
  void everyModuleOfTheBuildIsCheckedHere() throws IOException {
    String parent = Files.readString(Path.of("..", "pom.xml"));
    Stream<String> modules =
        Pattern.compile("<module>([^<]+)</module>").matcher(parent).results().map(m -> m.group(1));
    assertThat(modules.filter(m -> !m.equals("memory-bom") && !m.equals("build-checks")))
        .containsExactlyInAnyOrderElementsOf(Modules.ALL.stream().map(Module::artifact).toList());
  }

  private static void jarNamesItsModule(Module module) throws IOException {
    Optional<Path> location = module.location().filter(Files::isRegularFile);
    assumeTrue(
        location.isPresent(),
        () -> module + " has no jar: `mvn test` packages nothing, `mvn verify` does");
    try (JarFile jar = new JarFile(location.orElseThrow().toFile())) {
      Manifest manifest = jar.getManifest();
      assertThat(manifest.getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo(module.name());
    }
  }

  /** Two builds of one commit give equal jars: what could tell them apart is not in them. */
  @TestFactory
  Stream<DynamicTest> jarsHoldNothingOfTheirBuild() {
    return Modules.allPublished().stream()
        .map(module ->
            DynamicTest.dynamicTest(module.artifact(), () -> jarHoldsNothingOfItsBuild(module)));
  }

  private static void jarHoldsNothingOfItsBuild(Module module) throws IOException {
    Optional<Path> location = module.location().filter(Files::isRegularFile);
    assumeTrue(
        location.isPresent(),
        () -> module + " has no jar: `mvn test` packages nothing, `mvn verify` does");
    try (JarFile jar = new JarFile(location.orElseThrow().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().keySet())
          .extracting(Object::toString)
          .isSubsetOf(
              "Manifest-Version",
              "Java-Version",
              "Automatic-Module-Name",
              "Implementation-Title",
              "Implementation-Version");
      assertThat(jar.stream().map(JarEntry::getTimeLocal)).containsOnly(outputTimestamp());
    }
  }

  private static LocalDateTime outputTimestamp() throws IOException {
    String pom = Files.readString(Path.of("..", "pom.xml"));
    return Pattern.compile("<project.build.outputTimestamp>([^<]+)Z<")
        .matcher(pom)
        .results()
        .map(result -> LocalDateTime.parse(result.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> artifacts(String xml) {
    return Pattern.compile("<artifactId>([^<]+)</artifactId>")
        .matcher(xml)
        .results()
        .map(result -> result.group(1));
  }

  /** The first version in a pom without a parent is its own. */
  private static String version(Path pom) throws IOException {
    return Pattern.compile("<version>([^<]+)</version>")
        .matcher(Files.readString(pom))
        .results()
        .findFirst()
        .map(MatchResult::group)
        .orElseThrow();
  }
}
