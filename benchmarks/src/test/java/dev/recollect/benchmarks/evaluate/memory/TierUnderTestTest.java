package dev.recollect.benchmarks.evaluate.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.benchmarks.evaluate.data.MalformedDataException;
import dev.recollect.benchmarks.evaluate.data.Place;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TierUnderTestTest {

  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

  @TempDir Path home;
  private Recollect memory;

  @BeforeEach
  void open() {
    memory =
        Recollect.builder()
            .home(home)
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "inmemory")
            .embeddingModel(new FakeEmbeddingModel())
            .open();
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private static Document document(
      String id, String text, @Nullable Instant date, @Nullable String speaker) {
    return new Document(new Place("corpus.jsonl", 7), id, "n", text, date, Role.USER, speaker);
  }

  private static List<String> search(TierUnderTest tier, String namespace, String text) {
    return tier.search(namespace, SearchQuery.of(text)).stream().map(Found::id).toList();
  }

  @Test
  void recall_writesMessagesInOrderWithDateRoleAndSpeaker() {
    RecallUnderTest tier = new RecallUnderTest(memory);
    tier.write(
        "n",
        List.of(
            document("a", "I bought a boat.", MAY, "Sam"),
            document("b", "Well done.", null, "Ada")));
    tier.write("n", List.of(document("c", "Thanks.", null, null)));

    List<RecalledMessage> written = memory.recall("owner-1").list("of-owner-1", 1, 10);

    assertThat(written)
        .extracting(RecalledMessage::text)
        .containsExactly("I bought a boat.", "Well done.", "Thanks.");
    assertThat(written.get(0).message().name()).contains("Sam");
    assertThat(written.get(0).occurredAt()).isEqualTo(MAY);
    assertThat(written.get(1).occurredAt()).isEqualTo(MAY.plusSeconds(1));
    assertThat(written.get(2).message().name()).isEmpty();
  }

  @Test
  void source_loadsFiles_andCountsTheBestPassageOfEach() {
    SourceUnderTest tier =
        new SourceUnderTest(memory.tenant(memory.tenant()), home.resolve("files"));
    String longer = "The boat is called Petrel. ".repeat(400);
    tier.write("one", List.of(document("a", longer, null, null)));
    tier.write("one", List.of(document("b", "The cat is called Tom.", null, null)));
    tier.write("two", List.of(document("c", "The boat is called Tern.", null, null)));

    assertThat(search(tier, "one", "boat called")).containsExactly("a", "b");
    assertThat(search(tier, "two", "boat called")).containsExactly("c");
    assertThat(home.resolve("files")).isEmptyDirectory();
  }

  @Test
  void recall_searchesTheNamespaceOfTheQueryAlone() {
    RecallUnderTest tier = new RecallUnderTest(memory);
    tier.write("one", List.of(document("a", "The boat is called Petrel.", null, null)));
    tier.write("two", List.of(document("b", "The boat is called Tern.", null, null)));

    assertThat(search(tier, "one", "boat")).containsExactly("a");
    assertThat(search(tier, "two", "boat")).containsExactly("b");
    assertThat(search(tier, "three", "boat")).isEmpty();
  }

  @Test
  void archival_searchesTheNamespaceOfTheQueryAlone() {
    ArchivalUnderTest tier = new ArchivalUnderTest(memory);
    tier.write("one", List.of(document("a", "Petrel is a boat.", MAY, null)));
    tier.write("one", List.of(document("a2", "Biscuit is a dog.", null, null)));
    tier.write("two", List.of(document("b", "Tern is a boat.", null, null)));

    assertThat(search(tier, "one", "boat")).containsExactly("a", "a2");
    assertThat(search(tier, "two", "boat")).containsExactly("b");
    assertThat(search(tier, "three", "boat")).isEmpty();
    assertThat(memory.archival("owner-1").find("owner-1-1").orElseThrow().occurredAt())
        .isEqualTo(MAY);
  }

  @Test
  void check_ofWhatNoMemoryStores_namesTheLine() {
    for (TierUnderTest tier : List.of(new RecallUnderTest(memory), new ArchivalUnderTest(memory))) {
      assertThatThrownBy(() -> tier.check(document("a", "nul \0 here", null, null)))
          .isInstanceOf(MalformedDataException.class)
          .hasMessageStartingWith("corpus.jsonl:7: ")
          .hasMessageContaining("U+0000");
    }
  }

  @Test
  void search_thatReturnsWhatWasNeverWrittenThere_endsTheRun() {
    ArchivalUnderTest tier = new ArchivalUnderTest(memory);
    tier.write("one", List.of(document("a", "Petrel is a boat.", null, null)));
    memory.archival("owner-1").insert("A stranger's boat.");

    assertThatThrownBy(() -> search(tier, "one", "boat"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("never written there: the store leaks between namespaces");
  }
}
