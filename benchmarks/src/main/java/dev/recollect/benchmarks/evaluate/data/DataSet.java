package dev.recollect.benchmarks.evaluate.data;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A test collection. Immutable.
 *
 * @param name name of its folder
 * @param documents what is searched, in the order of the file
 * @param queries what is asked: those with at least one judgement, in the order of the file
 * @param judgements score by query and document; above zero is relevant
 * @param omissions what the files hold beside that
 */
public record DataSet(
    String name,
    List<Document> documents,
    List<Query> queries,
    Map<String, SortedMap<String, Integer>> judgements,
    Omissions omissions) {

  /** Copies. */
  public DataSet {
    documents = List.copyOf(documents);
    queries = List.copyOf(queries);
    judgements = new TreeMap<>(judgements);
  }

  /** Returns the namespaces that have documents, ascending. */
  public List<String> namespaces() {
    TreeSet<String> names = new TreeSet<>();
    documents.forEach(document -> names.add(document.namespace()));
    return List.copyOf(names);
  }

  /** Returns how many judgements there are. */
  public int judgementCount() {
    return judgements.values().stream().mapToInt(Map::size).sum();
  }

  /**
   * What was left out.
   *
   * @param emptyDocuments documents without text, which cannot be stored; they count as not found
   * @param unjudgedQueries queries without a judgement, which are not asked
   * @param unknownDocuments judgements of documents that are not in the corpus
   * @param unknownQueries judgements for queries that are not among the queries
   */
  public record Omissions(
      int emptyDocuments, int unjudgedQueries, int unknownDocuments, int unknownQueries) {}
}
