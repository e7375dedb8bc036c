package dev.recollect.benchmarks.evaluate.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code qrels/test.tsv}, given the documents and the queries. Not thread-safe. */
final class JudgementsReader {

  private static final List<String> HEADER = List.of("query-id", "corpus-id", "score");

  private final Map<String, Document> documents;
  private final Map<String, Query> queries;
  private final Map<String, SortedMap<String, Integer>> byQuery = new HashMap<>();
  private boolean headerRead;
  private int unknownDocuments;
  private int unknownQueries;

  JudgementsReader(Map<String, Document> documents, Map<String, Query> queries) {
    this.documents = documents;
    this.queries = queries;
  }

  /** Reads a file. */
  void read(Path folder, Path file) throws IOException {
    Lines.read(folder, file, this::add);
    if (!headerRead) {
      throw new MalformedDataException(
          folder.relativize(file) + " is empty; it must begin with the header " + header());
    }
  }

  private void add(Place place, String text) {
    List<String> fields = List.of(text.split("\t", -1));
    if (!headerRead) {
      requireHeader(place, fields);
      return;
    }
    if (fields.size() != HEADER.size()) {
      throw new MalformedDataException(
          place,
          "has " + fields.size() + " fields; it must have three, parted by tabs: " + header());
    }
    add(place, fields.get(0).strip(), fields.get(1).strip(), score(place, fields.get(2).strip()));
  }

  private void requireHeader(Place place, List<String> fields) {
    headerRead = true;
    if (!fields.stream().map(String::strip).toList().equals(HEADER)) {
      throw new MalformedDataException(place, "must be the header, parted by tabs: " + header());
    }
  }

  private static String header() {
    return String.join(" ", HEADER);
  }

  private static int score(Place place, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new MalformedDataException(place, "score is '" + text + "'; it must be an integer");
    }
  }

  private void add(Place place, String queryId, String documentId, int score) {
    Query query = queries.get(queryId);
    Document document = documents.get(documentId);
    if (query == null) {
      unknownQueries++;
    } else if (document == null) {
      unknownDocuments++;
    } else {
      requireSameNamespace(place, query, document);
      put(place, query, document, score);
    }
  }

  private static void requireSameNamespace(Place place, Query query, Document document) {
    if (!query.namespace().equals(document.namespace())) {
      throw new MalformedDataException(
          place,
          "query '"
              + query.id()
              + "' is asked in namespace '"
              + query.namespace()
              + "' and could never find document '"
              + document.id()
              + "' of namespace '"
              + document.namespace()
              + "'");
    }
  }

  private void put(Place place, Query query, Document document, int score) {
    Integer before =
        byQuery.computeIfAbsent(query.id(), id -> new TreeMap<>()).put(document.id(), score);
    if (before != null && before != score) {
      throw new MalformedDataException(
          place,
          "document '"
              + document.id()
              + "' was judged "
              + before
              + " for query '"
              + query.id()
              + "' further up; one judgement is allowed");
    }
  }

  /** Returns the scores by query and document. */
  Map<String, SortedMap<String, Integer>> byQuery() {
    return byQuery;
  }

  /** Returns how many judgements were left out because their document is not in the corpus. */
  int unknownDocuments() {
    return unknownDocuments;
  }

  /** Returns how many were left out because their query is unknown. */
  int unknownQueries() {
    return unknownQueries;
  }
}
