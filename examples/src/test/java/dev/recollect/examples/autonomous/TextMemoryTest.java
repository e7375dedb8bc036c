package dev.recollect.examples.autonomous;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextMemoryTest {

  private Recollect memory;
  private TextMemory texts;

  @BeforeEach
  void open(@TempDir Path home) {
    memory =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel())
            .set("memory.recall.backend", "inmemory")
            .set("memory.archival.backend", "inmemory")
            .open();
    texts = TextMemory.of(memory, Map.of("MEMORY_INDEX", "harbour"));
  }

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void relevant_returnsTheNearestTexts_bestFirst() {
    texts.add("The harbour has three berths");
    texts.add("Bergen lies on the coast of Norway");
    texts.add("The berths of the harbour are 4.5 m deep");
    assertThat(texts.relevant("how deep are the berths", 2))
        .extracting(Passage::text)
        .containsExactly(
            "The berths of the harbour are 4.5 m deep", "The harbour has three berths");
  }

  @Test
  void add_theSameTextAgain_leavesOne() {
    texts.add("The harbour has three berths");
    texts.add("The harbour has three berths");
    assertThat(texts.statistics().texts()).isEqualTo(1);
  }

  @Test
  void anIndexToWhichNothingWasAdded_isEmpty() {
    assertThat(texts.relevant("berths", 5)).isEmpty();
    assertThat(texts.statistics().texts()).isZero();
    texts.clear();
    assertThat(texts.statistics().texts()).isZero();
  }

  @Test
  void clear_removesEverythingOfItsIndexAndNothingOfAnother() {
    TextMemory other = TextMemory.of(memory, Map.of());
    assertThat(other.index()).isEqualTo("auto-gpt");
    other.add("Something else");
    for (int number = 0; number < 250; number++) {
      texts.add("Berth number " + number);
    }
    assertThat(texts.statistics().texts()).isEqualTo(250);
    texts.clear();
    assertThat(texts.statistics().texts()).isZero();
    assertThat(texts.relevant("berth", 5)).isEmpty();
    assertThat(other.relevant("berth", 5))
        .extracting(Passage::text)
        .containsExactly("Something else");
  }

  @Test
  void indexes_neverSeeEachOther() {
    texts.add("The berths of the harbour are 4.5 m deep");
    TextMemory other = TextMemory.of(memory, Map.of("MEMORY_INDEX", "airport"));
    other.add("The runway is long");
    assertThat(other.relevant("how deep are the berths", 100))
        .extracting(Passage::text)
        .containsExactly("The runway is long");
  }

  @Test
  void statistics_sayWhereTheTextsLieAndWhatEmbedsThem() {
    texts.add("The harbour has three berths");
    TextMemory.Statistics statistics = texts.statistics();
    assertThat(statistics.index()).isEqualTo("harbour");
    assertThat(statistics.place()).startsWith("inmemory");
    assertThat(statistics.embedding()).contains("fake-words");
  }

  @Test
  void anAgentOfTheSameName_findsTheTextsInItsArchive() {
    texts.add("The harbour has three berths");
    assertThat(memory.archival("harbour").search("berths", 5)).hasSize(1);
  }
}
