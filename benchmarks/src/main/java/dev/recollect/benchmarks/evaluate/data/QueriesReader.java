package dev.recollect.benchmarks.evaluate.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code queries.jsonl}. Not thread-safe. */
final class QueriesReader {

  private final Map<String, Query> byId = new LinkedHashMap<>();

  /** Reads a file. */
  void read(Path folder, Path file) throws IOException {
    Lines.read(folder, file, (place, text) -> add(JsonLine.parse(place, text)));
  }

  private void add(JsonLine line) {
    Query query =
        new Query(
            line.place(),
            line.id(),
            line.text("namespace").orElse(Document.UNNAMED),
            line.requiredText("text").strip(),
            line.instant("created_at").orElse(null));
    if (query.text().isEmpty()) {
      throw line.wrong("text", "is blank; it must say what is asked");
    }
    Query first = byId.putIfAbsent(query.id(), query);
    if (first != null) {
      throw line.wrong("_id", "'" + query.id() + "' was already used at " + first.place());
    }
  }

  /** Returns the queries by id, in the order of the file. */
  Map<String, Query> byId() {
    return byId;
  }
}
