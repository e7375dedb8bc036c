package dev.recollect.benchmarks.evaluate.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder in BEIR's layout that a test writes, and then changes.
 *
 * @param path the folder
 */
public record DataFolder(Path path) {

  private static final String CORPUS =
      """
      {"_id": "d1", "title": "Boats", "text": "Petrel is a boat."}
      {"_id": "d2", "title": "", "text": "Biscuit is a dog."}
      {"_id": "d3", "text": "Bergen is a city with a harbour."}
      """;

  private static final String QUERIES =
      """
      {"_id": "q1", "text": "what is the boat called"}
      {"_id": "q2", "text": "which dog is it"}
      """;

  private static final String JUDGEMENTS =
      "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td3\t0\nq2\td2\t2\n";

  /** Writes a small collection without namespaces. */
  public static DataFolder small(Path path) throws IOException {
    return new DataFolder(path).corpus(CORPUS).queries(QUERIES).judgements(JUDGEMENTS);
  }

  /** Replaces the documents. */
  public DataFolder corpus(String lines) throws IOException {
    return write("corpus.jsonl", lines);
  }

  /** Replaces the queries. */
  public DataFolder queries(String lines) throws IOException {
    return write("queries.jsonl", lines);
  }

  /** Replaces the judgements, header included. */
  public DataFolder judgements(String lines) throws IOException {
    return write("qrels/test.tsv", lines);
  }

  private DataFolder write(String file, String lines) throws IOException {
    return write(file, lines.getBytes(StandardCharsets.UTF_8));
  }

  DataFolder write(String file, byte[] bytes) throws IOException {
    Path target = path.resolve(file);
    Files.createDirectories(target.getParent());
    Files.write(target, bytes);
    return this;
  }

  DataSet read() throws IOException {
    return DataSetReader.read(path);
  }
}
