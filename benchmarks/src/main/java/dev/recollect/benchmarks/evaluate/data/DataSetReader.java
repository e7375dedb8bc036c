package dev.recollect.benchmarks.evaluate.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads a folder in the layout of BEIR: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/test.tsv}.
 *
 * <p>The first two may be zipped ({@code .jsonl.gz}); where a folder was packed flat, the last is
 * {@code qrels-test.tsv}. Layout after Thakur et al., "BEIR", arXiv 2104.08663.
 */
public final class DataSetReader {

  private static final List<String> CORPUS = List.of("corpus.jsonl", "corpus.jsonl.gz");
  private static final List<String> QUERIES = List.of("queries.jsonl", "queries.jsonl.gz");
  private static final List<String> JUDGEMENTS = List.of("qrels/test.tsv", "qrels-test.tsv");

  private DataSetReader() {}

  /**
   * Reads a folder.
   *
   * @throws MalformedDataException naming file and line
   */
  public static DataSet read(Path folder) throws IOException {
    CorpusReader corpus = new CorpusReader();
    corpus.read(folder, file(folder, CORPUS));
    QueriesReader queries = new QueriesReader();
    queries.read(folder, file(folder, QUERIES));
    JudgementsReader judgements = new JudgementsReader(corpus.byId(), queries.byId());
    Path judged = file(folder, JUDGEMENTS);
    judgements.read(folder, judged);
    DataSet data = dataSet(folder, corpus, queries, judgements);
    if (data.queries().isEmpty()) {
      throw new MalformedDataException(
          folder.relativize(judged)
              + " judges no document of the corpus for any query; there is nothing to measure");
    }
    return data;
  }

  private static Path file(Path folder, List<String> names) {
    return names.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            new MalformedDataException(
                folder
                    + " has no file "
                    + names.get(0)
                    + "; it must be a folder as BEIR lays it out"));
  }

  private static DataSet dataSet(
      Path folder, CorpusReader corpus, QueriesReader queries, JudgementsReader judgements) {
    List<Query> judged =
        queries.byId().values().stream()
            .filter(query -> judgements.byQuery().containsKey(query.id()))
            .toList();
    return new DataSet(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        corpus.documents(),
        judged,
        Map.copyOf(judgements.byQuery()),
        new DataSet.Omissions(
            corpus.empty().size(),
            queries.byId().size() - judged.size(),
            judgements.unknownDocuments(),
            judgements.unknownQueries()));
  }
}
