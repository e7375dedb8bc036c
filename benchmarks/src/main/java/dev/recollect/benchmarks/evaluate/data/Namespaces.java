package dev.recollect.benchmarks.evaluate.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Documents by namespace, in the order in which they are to be written. */
public final class Namespaces {

  private Namespaces() {}

  private record Dated(Document document, Instant date) {}

  /**
   * Returns the documents of each namespace: oldest first, those of the same date as the file has
   * them. A document without a date stays behind the one before it.
   */
  public static Map<String, List<Document>> of(DataSet data) {
    Map<String, List<Document>> groups = new TreeMap<>();
    data.documents()
        .forEach(document ->
            groups.computeIfAbsent(document.namespace(), name -> new ArrayList<>()).add(document));
    groups.replaceAll((name, documents) -> oldestFirst(documents));
    return groups;
  }

  private static List<Document> oldestFirst(List<Document> documents) {
    List<Dated> dated = new ArrayList<>();
    Instant date = Instant.MIN;
    for (Document document : documents) {
      date = document.createdAt() == null ? date : document.createdAt();
      dated.add(new Dated(document, date));
    }
    return dated.stream().sorted(Comparator.comparing(Dated::date)).map(Dated::document).toList();
  }
}
