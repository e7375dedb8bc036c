package dev.recollect.benchmarks.locomo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.benchmarks.evaluate.data.DataSet;
import dev.recollect.benchmarks.evaluate.data.DataSetReader;
import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.benchmarks.evaluate.data.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocomoCollectionTest {

  private static final String CONVERSATION =
      """
      [{"sample_id": "conv-1",
        "conversation": {
          "speaker_a": "Ada", "speaker_b": "Sam",
          "session_1_date_time": "1:56 pm on 8 May, 2023",
          "session_1": [
            {"speaker": "Ada", "dia_id": "D1:1", "text": "Hello!"},
            {"speaker": "Sam", "dia_id": "D1:2", "text": "I have a boat.", "blip_caption": "a boat"}]},
        "qa": [
          {"question": "What has Sam?", "answer": "a boat", "category": 4, "evidence": ["D1:2"]},
          {"question": "Who?", "answer": "x", "category": 1, "evidence": ["D1:1; D1:2", "D1:1"]},
          {"question": "Why?", "category": 4, "evidence": ["D9:9"]}]}]
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("locomo.json"), CONVERSATION);
  }

  private String convert(Set<Integer> categories) throws IOException {
    try (LocomoCollection collection = new LocomoCollection(folder.resolve("out"))) {
      for (LocomoConversation conversation : LocomoConversation.read(file)) {
        collection.add(conversation, categories);
      }
      return collection.summary();
    }
  }

  private DataSet converted() throws IOException {
    return DataSetReader.read(folder.resolve("out"));
  }

  @Test
  void add_writesTurnsQuestionsAndEvidence() throws IOException {
    convert(Set.of(1, 2, 3, 4, 5));

    DataSet data = converted();
    Document turn = data.documents().get(1);
    assertThat(data.documents()).hasSize(2);
    assertThat(turn.id()).isEqualTo("conv-1/D1:2");
    assertThat(turn.namespace()).isEqualTo("conv-1");
    assertThat(turn.text()).isEqualTo("I have a boat.");
    assertThat(turn.speaker()).isEqualTo("Sam");
    assertThat(turn.createdAt()).isEqualTo(Instant.parse("2023-05-08T13:56:01Z"));
    assertThat(data.queries())
        .extracting(Query::id)
        .containsExactly("conv-1/question-1", "conv-1/question-2");
    assertThat(data.judgements().get("conv-1/question-2")).isEqualTo(Map.of("conv-1/D1:1", 1));
  }

  @Test
  void add_evidenceThatIsNoTurn_isLeftOutAndCounted() throws IOException {
    assertThat(convert(Set.of(1, 2, 3, 4, 5)).lines())
        .containsExactly(
            "2 turns, 3 questions, 2 judgements",
            "left out: 2 evidence ids that are no turn of their conversation;"
                + " 1 questions have no evidence");
    assertThat(converted().omissions().unjudgedQueries()).isEqualTo(1);
  }

  @Test
  void add_someCategories_leavesOutTheOtherQuestions() throws IOException {
    convert(Set.of(4));

    assertThat(converted().queries()).extracting(Query::text).containsExactly("What has Sam?");
  }
}
