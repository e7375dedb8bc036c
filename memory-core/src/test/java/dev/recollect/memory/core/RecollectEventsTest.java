package dev.recollect.memory.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.EmbeddingEvent;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.SearchEvent;
import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a memory's listener is told of searches and embeddings. */
class RecollectEventsTest {

  @TempDir Path home;

  private final FakeEmbeddingModel embedding = new FakeEmbeddingModel();
  private final List<Event> told = Collections.synchronizedList(new ArrayList<>());

  private Recollect.Builder builder() {
    return Recollect.builder()
        .home(home)
        .environment(Map.of())
        .set("memory.recall.backend", "inmemory")
        .set("memory.archival.backend", "inmemory")
        .embeddingModel(embedding);
  }

  private Recollect memory() {
    return builder().listener(told::add).open();
  }

  private static String line(Event event) {
    return switch (event) {
      case SearchEvent.Started started ->
          "search %s of %s".formatted(started.search().tier(), started.search().owner());
      case SearchEvent.Ended ended ->
          "search %s ended with %d%s"
              .formatted(ended.search().tier(), ended.hits(), failure(ended.failure()));
      case EmbeddingEvent.Started started ->
          "embedding %d for %s"
              .formatted(started.embedding().texts(), started.embedding().purpose());
      case EmbeddingEvent.Ended ended -> "embedding ended" + failure(ended.failure());
      default -> event.toString();
    };
  }

  private static String failure(Throwable failure) {
    return failure == null ? "" : ": " + failure.getMessage();
  }

  private List<String> lines() {
    return told.stream().map(RecollectEventsTest::line).toList();
  }

  @Test
  void archival_tellsOfWritingAndSearching() {
    try (Recollect memory = memory()) {
      memory.tenant("acme").archival("ada").insert("Sam's boat is called Petrel");
      memory.tenant("acme").archival("ada").search("what is the boat called", 5);
      assertThat(lines())
          .containsExactly(
              "embedding 1 for STORING",
              "embedding ended",
              "search ARCHIVAL of ada",
              "embedding 1 for SEARCH",
              "embedding ended",
              "search ARCHIVAL ended with 1");
      SearchEvent.Ended ended = (SearchEvent.Ended) told.getLast();
      assertThat(ended.search()).isEqualTo(((SearchEvent.Started) told.get(2)).search());
      assertThat(ended.search().tenant()).isEqualTo("acme");
      assertThat(ended.search().query().text()).isEqualTo("what is the boat called");
      assertThat(ended.took()).isPositive();
      EmbeddingEvent embedded = (EmbeddingEvent) told.getFirst();
      assertThat(embedded.embedding().provider()).isEmpty();
      assertThat(embedded.embedding().model()).isEqualTo(embedding.identity());
    }
  }

  @Test
  void recallAndSources_tellWhatIsSearched() {
    try (Recollect memory = memory()) {
      Instant now = Instant.parse("2026-03-01T10:00:00Z");
      memory.recall("ada").append("c", List.of(Message.of(Role.USER, "My boat", now)));
      memory
          .sources()
          .documents("notes")
          .put(
              List.of(
                  new NewDocument(
                      "1", "a.txt", "", "f", List.of(NewPassage.of("boats and harbours")))));
      told.clear();
      memory.recall("ada").search("boat", 5);
      memory.sources().documents("notes").search(SearchQuery.of("boats"));
      assertThat(lines())
          .filteredOn(line -> line.startsWith("search"))
          .containsExactly(
              "search RECALL of ada",
              "search RECALL ended with 1",
              "search SOURCE of notes",
              "search SOURCE ended with 1");
    }
  }

  @Test
  void searchByWords_tellsOfNoEmbedding() {
    try (Recollect memory = memory()) {
      memory.archival("ada").insert("Sam's boat is called Petrel");
      told.clear();
      memory.archival("ada").search(SearchQuery.builder("boat").mode(SearchMode.TEXT).build());
      assertThat(lines()).containsExactly("search ARCHIVAL of ada", "search ARCHIVAL ended with 1");
    }
  }

  @Test
  void failures_areToldAndThrown() {
    try (Recollect memory = memory()) {
      assertThatThrownBy(() -> memory.archival("nobody").search("boat", 5))
          .hasMessageContaining("nobody");
      memory.archival("ada").insert("Sam's boat is called Petrel");
      told.clear();
      embedding.failNext(new MemoryException(ErrorKind.UNAVAILABLE, "no embeddings"));
      assertThatThrownBy(() -> memory.archival("ada").search("boat", 5))
          .hasMessageContaining("no embeddings");
      assertThat(lines())
          .containsExactly(
              "search ARCHIVAL of ada",
              "embedding 1 for SEARCH",
              "embedding ended: no embeddings",
              "search ARCHIVAL ended with 0: no embeddings");
    }
  }

  @Test
  void listenerThatFails_changesNothing_andTheOthersAreTold() {
    Recollect.Builder builder =
        builder()
            .listener(event -> {
              throw new IllegalStateException("listener");
            })
            .listener(told::add);
    try (Recollect memory = builder.open()) {
      memory.archival("ada").insert("Sam's boat is called Petrel");
      assertThat(memory.archival("ada").search("boat", 5).hits()).hasSize(1);
      assertThat(told).hasSize(6);
    }
  }

  @Test
  void searchesBesideEachOther_arePairedByTheirIds() throws Exception {
    try (Recollect memory = memory();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      memory.archival("ada").insert("Sam's boat is called Petrel");
      told.clear();
      List<Future<?>> searches = new ArrayList<>();
      for (int index = 0; index < 200; index++) {
        String text = "boat " + index;
        searches.add(threads.submit(() -> memory.archival("ada").search(text, 5)));
      }
      for (Future<?> search : searches) {
        search.get();
      }
      Map<String, List<Event>> byId = new HashMap<>();
      for (Event event : told) {
        String id =
            event instanceof SearchEvent search
                ? search.search().id()
                : ((EmbeddingEvent) event).embedding().id();
        byId.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
      }
      assertThat(byId).hasSize(400);
      assertThat(byId.values()).allSatisfy(pair -> assertThat(pair).hasSize(2));
    }
  }

  @Test
  void listener_ofAMemoryWithout_isThereAndTellsNobody() {
    try (Recollect memory = builder().open()) {
      memory.archival("ada").insert("Sam's boat is called Petrel");
      memory.listener().on(new Event() {});
      assertThat(memory.archival("ada").search("boat", 5).hits()).hasSize(1);
    }
  }
}
