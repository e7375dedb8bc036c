package dev.recollect.memory.core;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.model.ChatModelProvider;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.core.fake.FakeBackendProvider;
import dev.recollect.memory.core.fake.ProviderJar;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are found on the class path and chosen by id. */
class RecollectModelsTest {

  @TempDir static Path jars;
  @TempDir Path home;

  private final FakeBackendProvider kept = new FakeBackendProvider("kept");
  private URLClassLoader loader;

  @BeforeEach
  void buildJar() throws IOException {
    Path jar =
        new ProviderJar(jars.resolve("models.jar"))
            .provider(
                EmbeddingModelProvider.class,
                "Words",
                """
                public static dev.recollect.memory.tck.fake.FakeEmbeddingModel opened;
                public String id() { return "words"; }
                public List<Setting> settings() {
                  return List.of(Setting.of("dimension", SettingType.INTEGER, "d").withDefault("64"));
                }
                public EmbeddingModel open(ModelContext context) {
                  if (context.modelName().isPresent()) {
                    throw MemoryException.notFound("no model " + context.modelName().get());
                  }
                  int dimension = (int) context.settings().integer("dimension");
                  opened = new dev.recollect.memory.tck.fake.FakeEmbeddingModel(dimension);
                  return opened;
                }
                """)
            .provider(
                ChatModelProvider.class,
                "Parrot",
                """
                public String id() { return "parrot"; }
                public List<Setting> settings() {
                  return List.of(Setting.of("key", SettingType.SECRET, "k").withAliases("PARROT_KEY"));
                }
                public ChatModel open(ModelContext context) {
                  throw new MemoryException(ErrorKind.AUTHENTICATION,
                      context.modelName() + " " + context.settings().secret("key"));
                }
                """)
            .build();
    loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
  }

  @AfterEach
  void closeLoader() throws IOException {
    loader.close();
  }

  private Recollect.Builder builder() {
    return Recollect.builder()
        .home(home)
        .environment(Map.of("PARROT_KEY", "polly"))
        .classLoader(loader)
        .backendProvider(kept)
        .set("memory.recall.backend", "kept")
        .set("memory.archival.backend", "kept")
        .set("memory.embedding.model", "words");
  }

  private FakeEmbeddingModel opened() throws ReflectiveOperationException {
    return (FakeEmbeddingModel) loader.loadClass("acme.Words").getField("opened").get(null);
  }

  @Test
  void embeddingModel_configured_isOpenedAndClosedWithTheMemory() throws Exception {
    try (Recollect memory = builder().open()) {
      memory.archival("ada").insert("A passage");

      assertThat(memory.placement().embedding()).isEqualTo("fake-words/1/none/sum/64");
      assertThat(opened().calls()).isEqualTo(1);
      assertThat(opened().closed()).isFalse();
    }
    assertThat(opened().closed()).isTrue();
  }

  @Test
  void embeddingModel_configured_isToldByItsProvider() {
    List<Event> told = new ArrayList<>();
    try (Recollect memory = builder().listener(told::add).open()) {
      memory.archival("ada").insert("A passage");
    }
    assertThat(told)
        .hasSize(2)
        .allSatisfy(event ->
            assertThat(((EmbeddingEvent) event).embedding().provider()).isEqualTo("words"));
  }

  @Test
  void embeddingModel_wrapped_isUsedThroughTheWrapper() throws Exception {
    AtomicReference<EmbeddingModel> wrapped = new AtomicReference<>();
    FakeEmbeddingModel instead = new FakeEmbeddingModel();

    try (Recollect memory =
        builder()
            .wrapEmbeddingModel(model -> {
              wrapped.set(model);
              return instead;
            })
            .open()) {
      memory.archival("ada").insert("A passage");
    }

    assertThat(wrapped).hasValue(opened());
    assertThat(opened().calls()).isZero();
    assertThat(instead.calls()).isEqualTo(1);
    assertThat(instead.closed()).isTrue();
  }

  @Test
  void embeddingModel_givenAndWrapped_isLeftToTheCaller() {
    FakeEmbeddingModel given = new FakeEmbeddingModel();
    FakeEmbeddingModel instead = new FakeEmbeddingModel();

    try (Recollect memory =
        builder().embeddingModel(given).wrapEmbeddingModel(model -> instead).open()) {
      memory.archival("ada").insert("A passage");
    }

    assertThat(given.calls()).isZero();
    assertThat(instead.calls()).isEqualTo(1);
    assertThat(instead.closed()).isFalse();
  }

  @Test
  void embeddingModel_setOtherwise_isRefusedNamingTheSettingThatWasUsed() throws Exception {
    builder().open().close();

    assertThatThrownBy(() -> builder().set("embedding.words.dimension", "32").open())
        .satisfies(kind(ErrorKind.INCOMPATIBLE))
        .hasMessageContaining("fake-words/1/none/sum/64")
        .hasMessageContaining("fake-words/1/none/sum/32")
        .hasMessageContaining("memory.embedding.model = words then as now, so restore");
    assertThat(opened().closed()).isTrue();
    assertThat(kept.diary()).endsWith("open kept", "close kept");
  }

  @Test
  void embeddingModel_thatCannotBeOpened_closesTheStores() {
    assertThatThrownBy(() -> builder().set("memory.embedding.model", "words:large").open())
        .satisfies(kind(ErrorKind.NOT_FOUND))
        .hasMessage("no model large");
    assertThat(kept.diary()).containsExactly("open kept", "close kept");
  }

  @Test
  void chatModel_getsItsNameAndSettings() {
    try (Recollect memory = builder().open()) {
      assertThatThrownBy(() -> memory.chatModel("parrot:grey"))
          .satisfies(kind(ErrorKind.AUTHENTICATION))
          .hasMessage("Optional[grey] Optional[polly]");
    }
  }

  @Test
  void chatModel_withABadAlias_isRefusedWhenItIsChosen() {
    try (Recollect memory = builder().environment(Map.of("PARROT_KEY", "a\nb")).open()) {
      assertThatThrownBy(() -> memory.chatModel("parrot"))
          .satisfies(kind(ErrorKind.CONFIGURATION))
          .hasMessageContaining("environment variable PARROT_KEY");
    }
  }
}
