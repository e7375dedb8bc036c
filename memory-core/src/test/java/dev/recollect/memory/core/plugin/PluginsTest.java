package dev.recollect.memory.core.plugin;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.fake.ProviderJar;
import dev.recollect.memory.core.inmemory.InMemoryProvider;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers out of the folder {@code plugins}, as the opening of a memory meets them. */
class PluginsTest {

  @TempDir Path home;
  @TempDir Path elsewhere;

  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(home.resolve("plugins"));
  }

  private Recollect.Builder choosing(String backend) {
    return Recollect.builder()
        .home(home)
        .environment(Map.of())
        .embeddingModel(new FakeEmbeddingModel())
        .plugins()
        .set("memory.recall.backend", "inmemory")
        .set("memory.archival.backend", backend);
  }

  /** A backend that opens to nothing but an error, which tells what its class loader saw. */
  private static ProviderJar saying(Path jar, String id, String what) {
    return new ProviderJar(jar)
        .provider(
            BackendProvider.class,
            "Saying",
            """
            public String id() { return "%s"; }
            public Backend open(BackendContext context) {
              throw new MemoryException(ErrorKind.NOT_FOUND, "it says: " + %s);
            }
            """
                .formatted(id, what));
  }

  @Test
  void jar_inTheFolder_isChosenById() throws IOException {
    saying(plugins.resolve("chroma.jar"), "chroma", "\"hello\"").build();

    assertThatThrownBy(() -> choosing("chroma").open()).hasMessage("it says: hello");
    choosing("inmemory").open().close();
  }

  @Test
  void jar_whereTheProgramAsksForNoPlugins_isNotLoaded() throws IOException {
    saying(plugins.resolve("chroma.jar"), "chroma", "\"hello\"").build();
    Recollect.Builder without =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel())
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "chroma");

    assertThatThrownBy(without::open).hasMessageContaining("there is no backend 'chroma'");
  }

  @Test
  void jarsInTheFolder_seeEachOther() throws IOException {
    Path library =
        new ProviderJar(plugins.resolve("library.jar"))
            .library("Library", "public static String version() { return \"1\"; }")
            .build();
    saying(plugins.resolve("chroma.jar"), "chroma", "acme.Library.version()")
        .against(library)
        .build();

    assertThatThrownBy(() -> choosing("chroma").open()).hasMessage("it says: 1");
  }

  @Test
  void folders_withTwoVersionsOfALibrary_eachUseTheirOwn() throws IOException {
    for (String version : new String[] {"1", "2"}) {
      Path folder = Files.createDirectory(plugins.resolve("chroma" + version));
      Path library =
          new ProviderJar(folder.resolve("library.jar"))
              .library("Library", "public static String version() { return \"" + version + "\"; }")
              .build();
      saying(folder.resolve("chroma.jar"), "chroma" + version, "acme.Library.version()")
          .against(library)
          .build();
    }

    assertThatThrownBy(() -> choosing("chroma1").open()).hasMessage("it says: 1");
    assertThatThrownBy(() -> choosing("chroma2").open()).hasMessage("it says: 2");
  }

  @Test
  void plugin_thatUsesALibraryOfTheProgram_isToldToBringItsOwn() throws IOException {
    Path jar =
        saying(
                plugins.resolve("chroma.jar"),
                "chroma",
                "new com.fasterxml.jackson.databind.ObjectMapper()")
            .build();

    assertThatThrownBy(() -> choosing("chroma").open())
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("backend 'chroma' (acme.Saying in file:" + jar + ") does not run")
        .hasMessageContaining("com/fasterxml/jackson/databind/ObjectMapper")
        .hasMessageContaining("all its libraries");
  }

  @Test
  void plugin_whileItOpens_hasItsLoaderAsTheThreads() throws IOException {
    saying(
            plugins.resolve("chroma.jar"),
            "chroma",
            "(Thread.currentThread().getContextClassLoader() == getClass().getClassLoader())")
        .build();
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThatThrownBy(() -> choosing("chroma").open()).hasMessage("it says: true");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void brokenJar_isLeftOut_andNamedWhenItsProviderIsMissed() throws IOException {
    saying(plugins.resolve("good.jar"), "good", "\"hello\"").build();
    Path broken = Files.writeString(plugins.resolve("chroma.jar"), "this is no jar");
    Path whole = saying(elsewhere.resolve("whole.jar"), "cut", "\"hello\"").build();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(plugins.resolve("cut.JAR"), Arrays.copyOf(bytes, bytes.length - 30));
    Files.writeString(plugins.resolve("README.txt"), "not looked at");
    Files.createDirectory(plugins.resolve(".hidden"));

    assertThatThrownBy(() -> choosing("good").open()).hasMessage("it says: hello");
    choosing("inmemory").open().close();
    assertThatThrownBy(() -> choosing("chroma").open())
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("Could not be loaded: " + broken + " is no jar that can be read")
        .hasMessageContaining(cut + " is no jar that can be read")
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("README", ".hidden"));
  }

  @Test
  void pluginWithoutProvider_isNamedWhenOneIsMissed() throws IOException {
    Path empty = Files.createDirectory(plugins.resolve("empty"));
    Path library = Files.createDirectory(plugins.resolve("library"));
    new ProviderJar(library.resolve("library.jar")).library("Library", "").build();

    assertThatThrownBy(() -> choosing("chroma").open())
        .hasMessageContaining(empty + " holds no jar; put the jars of the plugin directly into it")
        .hasMessageContaining("no jar in " + library + " names a provider")
        .hasMessageContaining("META-INF/services/dev.recollect.memory.api.spi.BackendProvider");
  }

  @Test
  void twoPlugins_withOneId_areAFault() throws IOException {
    Path one = saying(plugins.resolve("one.jar"), "chroma", "1").build();
    Path folder = Files.createDirectory(plugins.resolve("two"));
    Path two = saying(folder.resolve("two.jar"), "chroma", "2").build();

    assertThatThrownBy(() -> choosing("inmemory").open())
        .satisfies(kind(ErrorKind.CONFIGURATION))
        .hasMessageContaining("two providers have the backend id 'chroma'")
        .hasMessageContaining(one.toString())
        .hasMessageContaining(two.toString());
  }

  @Test
  void pluginThatBringsOneOfOurProviders_leavesOurs() throws IOException {
    Path jar = plugins.resolve("core.jar");
    String name = InMemoryProvider.class.getName();
    try (JarOutputStream copy = new JarOutputStream(Files.newOutputStream(jar));
        InputStream ours = InMemoryProvider.class.getResourceAsStream("InMemoryProvider.class")) {
      copy.putNextEntry(new ZipEntry("META-INF/services/" + BackendProvider.class.getName()));
      copy.write(name.getBytes(StandardCharsets.UTF_8));
      copy.putNextEntry(new ZipEntry(name.replace('.', '/') + ".class"));
      ours.transferTo(copy);
    }

    try (Recollect memory = choosing("inmemory").open()) {
      assertThat(memory.archival("ada").insert("still works")).isNotNull();
    }
  }

  @Test
  void pluginsThatIsAFile_isReported() throws IOException {
    Path file = Files.createFile(elsewhere.resolve("plugins"));

    try (Plugins opened = Plugins.open(file, getClass().getClassLoader())) {
      assertThat(opened.broken()).singleElement().asString().startsWith(file + " cannot be listed");
    }
  }
}
