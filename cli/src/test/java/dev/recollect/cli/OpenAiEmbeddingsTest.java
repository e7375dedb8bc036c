package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchMode;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** OpenAI's 1,536 dimensions, from a server through the tiers into every backend and back. */
class OpenAiEmbeddingsTest {

  static final List<String> TYPES = TestStore.TYPES;

  @TempDir private Path temporary;

  private EmbeddingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new EmbeddingServer(1_536);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Recollect open(Map<String, String> backend, String type, String model) {
    Map<String, String> environment = new HashMap<>(backend);
    environment.put("OPENAI_BASE_URL", server.url());
    return Recollect.builder()
        .home(temporary.resolve("home"))
        .environment(environment)
        .set("memory.recall.backend", type)
        .set("memory.archival.backend", type)
        .set("memory.embedding.model", model)
        .open();
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void memory_onABackend_filesAndFindsByMeaning(String type) {
    try (TestStore store = TestStore.of(type, temporary)) {
      try (Recollect memory =
          open(store.environment(type), type, "openai:text-embedding-3-small")) {
        file(memory);
        find(memory);
      }
      int before = server.texts();
      try (Recollect memory =
          open(store.environment(type), type, "openai:text-embedding-3-small")) {
        find(memory);
      }
      assertThat(server.texts()).as("the queries alone are embedded again").isEqualTo(before + 2);
    }
  }

  @Test
  void memory_inThisProcess_filesAndFindsByMeaning() {
    try (Recollect memory = open(Map.of(), "inmemory", "openai:text-embedding-3-small")) {
      file(memory);
      find(memory);
    }
  }

  private static void file(Recollect memory) {
    for (int number = 0; number < 40; number++) {
      memory.archival("ada").insert("Locker " + number + " holds rope and paint.");
    }
    memory.archival("ada").insert("The boat is called Petrel and lies in Bergen harbour.");
    memory
        .recall("ada")
        .append(
            "talk",
            List.of(
                Message.of(Role.USER, "My dog is called Biscuit.", Instant.now()),
                Message.of(Role.ASSISTANT, "A fine name.", Instant.now()),
                Message.of(Role.USER, "Ingrid sails on Tuesdays.", Instant.now())));
  }

  private static void find(Recollect memory) {
    SearchQuery boat =
        SearchQuery.builder("harbour of the boat Petrel").mode(SearchMode.VECTOR).topK(3).build();
    SearchQuery dog =
        SearchQuery.builder("dog called Biscuit").mode(SearchMode.VECTOR).topK(3).build();

    SearchHit<?> passage = memory.archival("ada").search(boat).hits().getFirst();
    SearchHit<?> message = memory.recall("ada").search(dog).hits().getFirst();

    assertThat(passage.text()).contains("Petrel");
    assertThat(passage.evidence().contentCosine()).isPresent();
    assertThat(message.text()).contains("Biscuit");
  }

  @Test
  void open_withAnotherModel_isRefusedNamingBoth() {
    try (TestStore store = TestStore.of("lucene", temporary)) {
      Map<String, String> backend = store.environment("lucene");
      try (Recollect memory = open(backend, "lucene", "openai:text-embedding-3-small")) {
        memory.archival("ada").insert("The boat is called Petrel.");
      }

      assertThatThrownBy(() -> open(backend, "lucene", "openai:text-embedding-3-large"))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INCOMPATIBLE))
          .hasMessageContaining("text-embedding-3-small")
          .hasMessageContaining("text-embedding-3-large");
    }
  }

  @Test
  void write_whileTheServerIsDown_isUnavailableAndWritesNothing() throws IOException {
    try (Recollect memory = open(Map.of(), "inmemory", "openai:text-embedding-3-small")) {
      server.close();

      assertThatThrownBy(() -> memory.archival("ada").insert("The boat is called Petrel."))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE))
          .hasMessageContaining("127.0.0.1");
    }
  }
}
