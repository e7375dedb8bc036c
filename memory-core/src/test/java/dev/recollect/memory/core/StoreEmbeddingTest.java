package dev.recollect.memory.core;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.BackendContext;
import dev.recollect.memory.api.spi.BackendProvider;
import dev.recollect.memory.api.tier.ArchivalMemory;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.core.fake.FakeBackendProvider;
import dev.recollect.memory.tck.fake.FakeEmbeddingBackend;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory on stores that embed texts themselves. */
class StoreEmbeddingTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path home;

  private final FakeBackendProvider content = new FakeBackendProvider("content");
  private FakeEmbeddingModel inStore = new FakeEmbeddingModel();

  /** Opens the same content with the present model in front of it. */
  private final class EmbeddingProvider implements BackendProvider {
    @Override
    public String id() {
      return "embedding";
    }

    @Override
    public boolean embedsText() {
      return true;
    }

    @Override
    public Backend open(BackendContext context) {
      return new FakeEmbeddingBackend(content.open(context), inStore);
    }
  }

  private Recollect open() {
    return builder().open();
  }

  private Recollect.Builder builder() {
    return Recollect.builder()
        .home(home)
        .environment(Map.of())
        .backendProvider(new EmbeddingProvider())
        .set("memory.recall.backend", "embedding")
        .set("memory.archival.backend", "embedding")
        .set("memory.embedding.model", "absent");
  }

  @Test
  void listener_isToldOfSearches_andOfNoEmbedding() {
    List<Event> told = new ArrayList<>();
    try (Recollect memory = builder().listener(told::add).open()) {
      memory.archival("ada").insert("Sam's boat is called Petrel");
      memory.archival("ada").search("boat", 5);
      assertThat(told)
          .hasSize(2)
          .allSatisfy(event -> assertThat(event).isInstanceOf(SearchEvent.class));
    }
  }

  @Test
  void open_withoutAnEmbeddingModel_works() {
    try (Recollect memory = open()) {
      assertThat(memory.placement().embedding()).isEqualTo("fake-words/1/none/sum/64");
    }
  }

  @Test
  void archival_insertedPassage_isFoundByMeaningAlone() {
    try (Recollect memory = open()) {
      ArchivalMemory archive = memory.archival("ada");
      archive.insert("Sam's boat is called Petrel");
      archive.insert("It rained all day");

      SearchQuery query = SearchQuery.builder("boat called").mode(SearchMode.VECTOR).build();
      assertThat(archive.search(query).hits().getFirst().text())
          .isEqualTo("Sam's boat is called Petrel");
    }
  }

  @Test
  void archival_longPassage_isDividedAndComesBackWhole() {
    String text = "The tide turns twice a day. ".repeat(1_000);
    try (Recollect memory = open()) {
      memory.archival("ada").insert(text);

      assertThat(memory.archival("ada").search("when does the tide turn", 1).hits())
          .singleElement()
          .satisfies(hit -> assertThat(hit.text()).isEqualTo(text));
    }
  }

  @Test
  void search_minimumCosine_dropsWhatIsFarEvenIfItSharesAWord() {
    try (Recollect memory = open()) {
      ArchivalMemory archive = memory.archival("ada");
      archive.insert("blue boat");
      archive.insert("boat words that are about many other things and not one colour at all");

      SearchQuery near = SearchQuery.builder("blue boat").minimumCosine(0.9).build();
      assertThat(archive.search(near).hits())
          .singleElement()
          .satisfies(hit -> {
            assertThat(hit.text()).isEqualTo("blue boat");
            assertThat(hit.evidence().contentCosine().orElseThrow()).isCloseTo(1, offset(1e-4));
          });
    }
  }

  @Test
  void recall_messagesInContext_areFound() {
    try (Recollect memory = open()) {
      memory
          .recall("ada")
          .append(
              "c",
              List.of(
                  Message.of(Role.USER, "I bought a boat.", NOW),
                  Message.of(Role.USER, "She is called Petrel.", NOW.plusSeconds(1))));

      assertThat(memory.recall("ada").search("boat called", 2).hits()).hasSize(2);
    }
  }

  @Test
  void open_storeWithAnotherModel_isRefusedNamingTheBackendsSettings() {
    open().close();
    inStore = new FakeEmbeddingModel(new EmbeddingIdentity("other", "1", "none", "sum", 64, ""));

    assertThatThrownBy(this::open)
        .satisfies(kind(ErrorKind.INCOMPATIBLE))
        .hasMessageContaining("fake-words/1/none/sum/64")
        .hasMessageContaining("settings of the backend");
  }
}
