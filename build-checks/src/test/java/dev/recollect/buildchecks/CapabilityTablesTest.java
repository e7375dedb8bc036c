package dev.recollect.buildchecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the backends say what the code declares and the kit has proven in this build. */
class CapabilityTablesTest {

  private static final Path PAGES = Path.of("..", "docs", "backends");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void page_ofBackends_hasTheTableThatTheyDeclare(Path file) throws IOException {
    String page = Files.readString(file);
    Set<String> named = DeclaredCapabilities.named(page);
    assertThat(named).as("the table of " + file.getFileName()).isNotEmpty();
    DeclaredCapabilities declared = DeclaredCapabilities.ofThisBuild();
    Set<String> untested = new HashSet<>(named);
    untested.removeAll(declared.known());
    assumeTrue(untested.isEmpty(), () -> "this build has not run the contract of " + untested);
    if (Boolean.getBoolean("recollect.test.write")) {
      Files.writeString(file, declared.renewed(page));
    }

    assertThat(Files.readString(file))
        .as(
            file.getFileName()
                + " is stale; renew it, after the tests of the backends, with: mvn test"
                + " -pl build-checks -am -Dtest=CapabilityTablesTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Drecollect.test.write=true")
        .isEqualTo(declared.renewed(page));
  }
}
