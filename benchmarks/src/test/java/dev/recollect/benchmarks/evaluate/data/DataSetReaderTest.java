package dev.recollect.benchmarks.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.recollect.memory.api.conversation.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetReaderTest {

  @TempDir Path path;
  private DataFolder folder;

  @BeforeEach
  void writeFolder() throws IOException {
    folder = DataFolder.small(path.resolve("pets"));
  }

  @Test
  void read_joinsTitleAndText() throws IOException {
    DataSet data = folder.read();

    assertThat(data.name()).isEqualTo("pets");
    assertThat(data.documents())
        .extracting(Document::id, Document::text)
        .containsExactly(
            tuple("d1", "Boats\nPetrel is a boat."),
            tuple("d2", "Biscuit is a dog."),
            tuple("d3", "Bergen is a city with a harbour."));
    assertThat(data.queries()).extracting(Query::id).containsExactly("q1", "q2");
    assertThat(data.judgements().get("q1")).isEqualTo(Map.of("d1", 1, "d3", 0));
    assertThat(data.judgementCount()).isEqualTo(3);
    assertThat(data.namespaces()).containsExactly(Document.UNNAMED);
    assertThat(data.omissions()).isEqualTo(new DataSet.Omissions(0, 0, 0, 0));
  }

  @Test
  void read_messages_haveNamespaceDateRoleAndSpeaker() throws IOException {
    folder
        .corpus(
            """
            {"_id": 1, "text": "Hi.", "namespace": "a", "speaker": "Ada", "role": "Assistant", \
            "created_at": "2026-03-01T10:00:00+01:00"}
            """)
        .queries("{\"_id\": 7, \"text\": \"hi\", \"namespace\": \"a\"}\n")
        .judgements("query-id\tcorpus-id\tscore\n7\t1\t1\n");

    Document message = folder.read().documents().get(0);

    assertThat(message.id()).isEqualTo("1");
    assertThat(message.namespace()).isEqualTo("a");
    assertThat(message.createdAt()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
    assertThat(message.role()).isEqualTo(Role.ASSISTANT);
    assertThat(message.speaker()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01, 2026-03-01T00:00:00Z",
    "2026-03-01T10:15, 2026-03-01T10:15:00Z",
    "2026-03-01 10:15:30, 2026-03-01T10:15:30Z",
    "2026-03-01T10:15:30.25Z, 2026-03-01T10:15:30.250Z",
    "2026-03-01T10:15:30-05:00, 2026-03-01T15:15:30Z"
  })
  void read_dates_ofIso8601(String written, Instant expected) throws IOException {
    folder.corpus("{\"_id\": \"d1\", \"text\": \"x\", \"created_at\": \"" + written + "\"}\n");

    assertThat(folder.read().documents().get(0).createdAt()).isEqualTo(expected);
  }

  @Test
  void read_zippedAndFlatFolder_isTheSame() throws IOException {
    DataSet plain = folder.read();
    for (String file : new String[] {"corpus.jsonl", "queries.jsonl"}) {
      folder.write(file + ".gz", zipped(Files.readAllBytes(folder.path().resolve(file))));
      Files.delete(folder.path().resolve(file));
    }
    Files.move(folder.path().resolve("qrels/test.tsv"), folder.path().resolve("qrels-test.tsv"));

    DataSet zipped = folder.read();

    assertThat(zipped.documents()).extracting(Document::text).hasSize(3);
    assertThat(zipped.queries()).extracting(Query::text).hasSize(2);
    assertThat(zipped.judgements()).isEqualTo(plain.judgements());
    assertThat(zipped.documents().get(2).place()).hasToString("corpus.jsonl.gz:3");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(target)) {
      zip.write(bytes);
    }
    return target.toByteArray();
  }

  @Test
  void read_byteOrderMarkWindowsLinesAndBlankLines_areNoDifference() throws IOException {
    String corpus = Files.readString(folder.path().resolve("corpus.jsonl"));
    String judgements = Files.readString(folder.path().resolve("qrels/test.tsv"));
    folder
        .corpus("\uFEFF" + corpus.replace("\n", "\r\n\r\n"))
        .judgements(judgements.replace("\n", "\r\n"));

    DataSet data = folder.read();

    assertThat(data.documents()).hasSize(3);
    assertThat(data.documents().get(1).place()).hasToString("corpus.jsonl:3");
    assertThat(data.judgementCount()).isEqualTo(3);
  }

  @Test
  void read_whatCannotBeMeasured_isLeftOutAndCounted() throws IOException {
    folder
        .corpus("{\"_id\": \"d1\", \"text\": \"x\"}\n{\"_id\": \"empty\", \"text\": \" \"}\n")
        .judgements(
            "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\tempty\t1\nq1\tgone\t1\nnobody\td1\t1\n");

    DataSet data = folder.read();

    assertThat(data.documents()).extracting(Document::id).containsExactly("d1");
    assertThat(data.queries()).extracting(Query::id).containsExactly("q1");
    assertThat(data.judgements().get("q1")).containsOnlyKeys("d1", "empty");
    assertThat(data.omissions()).isEqualTo(new DataSet.Omissions(1, 1, 1, 1));
  }

  @Test
  void read_sameJudgementTwice_countsOnce() throws IOException {
    folder.judgements("query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td1\t1\n");

    assertThat(folder.read().judgementCount()).isEqualTo(1);
  }
}
