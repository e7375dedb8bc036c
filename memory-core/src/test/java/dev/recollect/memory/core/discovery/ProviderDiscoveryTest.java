package dev.recollect.memory.core.discovery;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.core.config.ConfigFaults;
import dev.recollect.memory.core.fake.FakeBackendProvider;
import dev.recollect.memory.core.fake.ProviderJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderDiscoveryTest {

  private static final String CHROMA = "public String id() { return \"chroma\"; }";

  @TempDir Path folder;

  private final ConfigFaults faults = new ConfigFaults();
  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void closeLoaders() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  private ProviderJar jar(String name) {
    return new ProviderJar(folder.resolve(name));
  }

  private ProviderRegistry<BackendProvider> discover(Path... jars) throws IOException {
    return discover(List.of(), jars);
  }

  private ProviderRegistry<BackendProvider> discover(List<BackendProvider> given, Path... jars)
      throws IOException {
    URL[] urls = new URL[jars.length];
    for (int index = 0; index < jars.length; index++) {
      urls[index] = jars[index].toUri().toURL();
    }
    URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader());
    loaders.add(loader);
    return ProviderDiscovery.discover(
        ProviderKind.BACKEND, new ProviderPlaces(List.of(loader), List.of()), given, faults);
  }

  @Test
  void provider_inAJar_isFoundById() throws IOException {
    ProviderRegistry<BackendProvider> registry =
        discover(jar("chroma.jar").backend("Chroma", CHROMA).build());

    assertThat(registry.ids()).containsExactly("chroma", "inmemory");
    assertThat(registry.provider("chroma").getClass().getName()).isEqualTo("acme.Chroma");
    assertThat(faults.lines()).isEmpty();
  }

  @Test
  void provider_givenInCode_standsBesideThem() throws IOException {
    FakeBackendProvider given = new FakeBackendProvider("given");

    ProviderRegistry<BackendProvider> registry = discover(List.of(given));

    assertThat(registry.ids()).containsExactly("given", "inmemory");
    assertThat(registry.provider("given")).isSameAs(given);
  }

  @Test
  void twoProvidersOfOneId_areAFaultThatNamesBothJars() throws IOException {
    discover(
        jar("one.jar").backend("One", CHROMA).build(),
        jar("two.jar").backend("Two", CHROMA).build());

    assertThat(faults.lines())
        .singleElement()
        .asString()
        .contains("'chroma'", "acme.One in", "one.jar", "acme.Two in", "two.jar", "remove one");
  }

  @Test
  void oneProviderSeenTwice_isNoFault() throws IOException {
    Path one = jar("one.jar").backend("One", CHROMA).build();
    Path copy = Files.copy(one, folder.resolve("copy.jar"));

    ProviderRegistry<BackendProvider> registry = discover(one, copy);

    assertThat(registry.ids()).contains("chroma");
    assertThat(faults.lines()).isEmpty();
  }

  @Test
  void provider_whoseConstructorThrows_isLeftOutAndNamedWhenMissed() throws IOException {
    Path broken =
        jar("broken.jar")
            .backend(
                "Broken",
                CHROMA + " public Broken() { throw new IllegalStateException(\"oops\"); }")
            .build();

    ProviderRegistry<BackendProvider> registry =
        discover(broken, jar("good.jar").backend("Good", CHROMA.replace("chroma", "good")).build());

    assertThat(registry.ids()).containsExactly("good", "inmemory");
    assertThatThrownBy(() -> registry.provider("chroma"))
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("Could not be loaded: acme.Broken in " + broken);
  }

  @Test
  void provider_whoseClassIsMissing_isLeftOutWithItsJar() throws IOException {
    Path absent =
        jar("absent.jar")
            .service("dev.recollect.memory.api.spi.BackendProvider", "acme.Absent")
            .build();

    ProviderRegistry<BackendProvider> registry =
        discover(absent, jar("good.jar").backend("Good", CHROMA).build());

    assertThat(registry.ids()).containsExactly("chroma", "inmemory");
    assertThat(registry.unknown("x", Set.of())).contains("absent.jar", "acme.Absent");
  }

  @Test
  void provider_thatNeedsAClassThatIsMissing_isLeftOut() throws IOException {
    Path linked =
        jar("linked.jar")
            .backend(
                "Linked",
                CHROMA + " static { if (true) throw new NoClassDefFoundError(\"driver/Absent\"); }")
            .build();

    ProviderRegistry<BackendProvider> registry = discover(linked);

    assertThat(registry.ids()).containsExactly("inmemory");
    assertThat(registry.unknown("chroma", Set.of())).contains("linked.jar", "driver/Absent");
  }

  @Test
  void serviceFile_thatIsMalformed_isLeftOutWithItsJar() throws IOException {
    Path malformed =
        jar("malformed.jar")
            .service("dev.recollect.memory.api.spi.BackendProvider", "not a class name")
            .build();

    ProviderRegistry<BackendProvider> registry =
        discover(malformed, jar("good.jar").backend("Good", CHROMA).build());

    assertThat(registry.ids()).containsExactly("chroma", "inmemory");
    assertThat(registry.unknown("x", Set.of())).contains("malformed.jar");
  }

  @Test
  void provider_whoseIdOrSettingsThrow_isLeftOut() throws IOException {
    ProviderRegistry<BackendProvider> registry =
        discover(
            jar("null.jar").backend("NullId", "public String id() { return null; }").build(),
            jar("throws.jar")
                .backend(
                    "Throws",
                    CHROMA
                        + " public java.util.List<dev.recollect.memory.api.config.Setting>"
                        + " settings() { throw new IllegalStateException(\"oops\"); }")
                .build());

    assertThat(registry.ids()).containsExactly("inmemory");
    assertThat(registry.unknown("chroma", Set.of())).contains("null.jar", "throws.jar", "oops");
  }

  @Test
  void provider_withAnIdNobodyCanWrite_isAFault() throws IOException {
    discover(jar("bad.jar").backend("Bad", CHROMA.replace("chroma", "Chroma-DB")).build());

    assertThat(faults.lines())
        .singleElement()
        .asString()
        .contains("'Chroma-DB'", "acme.Bad", "bad.jar", "lower-case letters and digits");
  }

  @Test
  void unknownId_ofAnArtifactOfOurs_saysWhatToAdd() throws IOException {
    ProviderRegistry<BackendProvider> registry = discover();

    assertThat(registry.unknown("qdrant", Set.of()))
        .isEqualTo(
            "there is no backend 'qdrant'; add dev.recollect:backend-qdrant."
                + " There are: inmemory.");
    assertThat(registry.unknown("qdrnt", Set.of()))
        .contains("Did you mean 'qdrant'? Then add dev.recollect:backend-qdrant.");
    assertThat(registry.unknown("inmemry", Set.of("main")))
        .isEqualTo(
            "there is no backend 'inmemry'. Did you mean 'inmemory'?"
                + " There are: inmemory, main.");
    assertThat(registry.unknown("postgresql://sam:s3cret@host/db", Set.of()))
        .contains("postgresql://sam:***@host/db")
        .doesNotContain("s3cret");
    assertThat(registry.published("qdrant")).isTrue();
    assertThat(registry.published("chroma")).isFalse();
  }
}
