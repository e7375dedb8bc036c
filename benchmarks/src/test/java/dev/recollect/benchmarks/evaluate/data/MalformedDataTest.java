package dev.recollect.benchmarks.evaluate.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Malformed input is refused with its file and line, what is wrong and what would be right. */
class MalformedDataTest {

  private static final String GOOD = "{\"_id\": \"d1\", \"text\": \"x\"}\n";

  @TempDir Path path;
  private DataFolder folder;

  @BeforeEach
  void writeFolder() throws IOException {
    folder = DataFolder.small(path);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> folder.read())
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"_id": "d2", "text": "x"        | corpus.jsonl:2: is not JSON
          ["d2", "x"]                      | corpus.jsonl:2: must be a JSON object, one a line
          {"_id": "d2", "text": "x"} {}    | corpus.jsonl:2: is not JSON
          {"_id": "a", "_id": "b"}         | corpus.jsonl:2: is not JSON: Duplicate
          {"text": "x"}                    | corpus.jsonl:2: _id must be text that is not blank
          {"_id": " ", "text": "x"}        | corpus.jsonl:2: _id must be text that is not blank
          {"_id": 1.5, "text": "x"}        | corpus.jsonl:2: _id must be text that is not blank
          {"_id": "d2"}                    | corpus.jsonl:2: text is missing; it must be text
          {"_id": "d2", "text": null}      | corpus.jsonl:2: text is missing; it must be text
          {"_id": "d2", "text": ["x"]}     | corpus.jsonl:2: text must be text
          {"_id": "d1", "text": "again"}   | corpus.jsonl:2: _id 'd1' was already used at corpus.jsonl:1
          {"_id": "d2", "text": "x", "role": "tool"} | corpus.jsonl:2: role is 'tool'; it must be user or assistant
          {"_id": "d2", "text": "x", "created_at": "May"} | corpus.jsonl:2: created_at is 'May'; it must be like 2026-01-31
          {"_id": "d2", "text": "x", "created_at": 5} | corpus.jsonl:2: created_at must be text
          """)
  void corpus(String line, String message) throws IOException {
    folder.corpus(GOOD + line + "\n");

    assertRefused(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"_id": "q2"}                  | queries.jsonl:2: text is missing; it must be text
          {"_id": "q2", "text": " "}     | queries.jsonl:2: text is blank; it must say what is asked
          {"_id": "d1", "text": "again"} | queries.jsonl:2: _id 'd1' was already used at queries.jsonl:1
          """)
  void queries(String line, String message) throws IOException {
    folder.queries(GOOD + line + "\n");

    assertRefused(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          q1 d1     | qrels/test.tsv:3: has 2 fields; it must have three, parted by tabs
          q1 d1 1 x | qrels/test.tsv:3: has 4 fields; it must have three, parted by tabs
          q1 d2 yes | qrels/test.tsv:3: score is 'yes'; it must be an integer
          q1 d2 0.5 | qrels/test.tsv:3: score is '0.5'; it must be an integer
          q1 d1 2   | qrels/test.tsv:3: document 'd1' was judged 1 for query 'q1' further up
          """)
  void judgements(String line, String message) throws IOException {
    folder.judgements("query-id\tcorpus-id\tscore\nq1\td1\t1\n" + line.replace(' ', '\t') + "\n");

    assertRefused(message);
  }

  @Test
  void judgements_withoutHeader() throws IOException {
    folder.judgements("q1\td1\t1\n");

    assertRefused("qrels/test.tsv:1: must be the header, parted by tabs: query-id corpus-id score");
  }

  @Test
  void judgements_ofAnotherNamespace() throws IOException {
    folder.queries("{\"_id\": \"q1\", \"text\": \"x\", \"namespace\": \"b\"}\n");

    assertRefused("qrels/test.tsv:2: query 'q1' is asked in namespace 'b' and could never find");
  }

  @Test
  void judgements_ofNothingThatIsThere() throws IOException {
    folder.judgements("query-id\tcorpus-id\tscore\nq9\td9\t1\n");

    assertRefused("qrels/test.tsv judges no document of the corpus for any query");
  }

  @Test
  void emptyJudgements() throws IOException {
    folder.judgements("");

    assertRefused("qrels/test.tsv is empty; it must begin with the header");
  }

  @Test
  void otherEncoding() throws IOException {
    folder.write(
        "corpus.jsonl",
        (GOOD + "{\"_id\": \"d2\", \"text\": \"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1));

    assertRefused("corpus.jsonl:2: is not UTF-8");
  }

  @Test
  void missingFile() throws IOException {
    Files.delete(path.resolve("queries.jsonl"));

    assertRefused(path + " has no file queries.jsonl; it must be a folder as BEIR lays it out");
  }
}
