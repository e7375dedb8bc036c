package dev.recollect.benchmarks.evaluate.data;

import dev.recollect.memory.api.conversation.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code corpus.jsonl}. Not thread-safe. */
final class CorpusReader {

  private static final String ROLE = "role";

  private final Map<String, Document> byId = new HashMap<>();
  private final List<Document> documents = new ArrayList<>();
  private final List<Document> empty = new ArrayList<>();

  /** Reads a file. */
  void read(Path folder, Path file) throws IOException {
    Lines.read(folder, file, (place, text) -> add(JsonLine.parse(place, text)));
  }

  private void add(JsonLine line) {
    Document document = document(line);
    Document first = byId.putIfAbsent(document.id(), document);
    if (first != null) {
      throw line.wrong("_id", "'" + document.id() + "' was already used at " + first.place());
    }
    (document.text().isBlank() ? empty : documents).add(document);
  }

  private static Document document(JsonLine line) {
    return new Document(
        line.place(),
        line.id(),
        line.text("namespace").orElse(Document.UNNAMED),
        text(line),
        line.instant("created_at").orElse(null),
        line.text(ROLE).map(role -> role(line, role)).orElse(Role.USER),
        line.text("speaker").filter(name -> !name.isBlank()).orElse(null));
  }

  private static String text(JsonLine line) {
    String title = line.text("title").orElse("").strip();
    String text = line.requiredText("text").strip();
    return title.isEmpty() || text.isEmpty() ? title + text : title + "\n" + text;
  }

  private static Role role(JsonLine line, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default -> throw line.wrong(ROLE, "is '" + name + "'; it must be user or assistant");
    };
  }

  /** Returns the documents that have text, in the order of the file. */
  List<Document> documents() {
    return documents;
  }

  /** Returns those that have none, which no memory stores. */
  List<Document> empty() {
    return empty;
  }

  /** Returns every document by its id. */
  Map<String, Document> byId() {
    return byId;
  }
}
