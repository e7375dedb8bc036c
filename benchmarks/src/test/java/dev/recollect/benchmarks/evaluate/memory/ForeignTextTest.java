package dev.recollect.benchmarks.evaluate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.benchmarks.evaluate.data.Place;
import dev.recollect.memory.api.conversation.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForeignTextTest {

  private static final List<Document> REAL =
      IntStream.range(0, 50).mapToObj(ForeignTextTest::document).toList();

  private static Document document(int n) {
    return new Document(
        new Place("corpus.jsonl", n + 1),
        "d" + n,
        "real",
        "one" + n + " two" + n + " three" + n,
        Instant.EPOCH.plusSeconds(n),
        Role.USER,
        "speaker" + n);
  }

  private static Set<String> texts(List<Document> documents) {
    return documents.stream().map(Document::text).collect(Collectors.toSet());
  }

  @Test
  void beside_hasAsManyDocumentsOfTheSameDates() {
    List<Document> foreign = new ForeignText(REAL).beside(REAL, 1);

    assertThat(foreign).hasSameSizeAs(REAL);
    assertThat(foreign)
        .extracting(Document::createdAt)
        .isEqualTo(REAL.stream().map(Document::createdAt).toList());
    assertThat(foreign).extracting(Document::namespace).containsOnly("real foreign 1");
  }

  @Test
  void beside_isMadeOfHalvesOfRealTexts() {
    Document foreign = new ForeignText(REAL).beside(REAL, 1).get(0);

    List<String> words = Arrays.asList(foreign.text().split(" ", -1));
    assertThat(words).hasSize(3);
    assertThat(words.get(0)).startsWith("one");
    assertThat(words.get(1)).startsWith("two");
    assertThat(words.get(2)).startsWith("three");
    assertThat(foreign.speaker()).isEqualTo("speaker" + words.get(0).substring("one".length()));
  }

  @Test
  void beside_isTheSameInEveryRunAndAnotherInEveryCopy() {
    List<Document> foreign = new ForeignText(REAL).beside(REAL, 1);

    assertThat(new ForeignText(REAL).beside(REAL, 1)).isEqualTo(foreign);
    assertThat(texts(new ForeignText(REAL).beside(REAL, 2))).isNotEqualTo(texts(foreign));
  }

  @Test
  void beside_documentsOfOneWord_areNotEmpty() {
    List<Document> short1 =
        List.of(
            new Document(new Place("corpus.jsonl", 1), "d", "real", "word", null, Role.USER, null));

    assertThat(new ForeignText(short1).beside(short1, 1).get(0).text()).isEqualTo("word");
  }
}
