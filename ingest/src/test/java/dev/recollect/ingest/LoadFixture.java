package dev.recollect.ingest;

import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.tier.Documents;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Memory of this process with a model that knows words, and a folder to load from. */
final class LoadFixture implements AutoCloseable {

  static final String SOURCE = "notes";

  final HookedModel model = new HookedModel();
  final FaultyMemory backend = new FaultyMemory();
  final Recollect memory;
  final Path folder;

  LoadFixture(Path temporary) throws IOException {
    folder = Files.createDirectories(temporary.resolve("folder")).toRealPath();
    memory =
        Recollect.builder()
            .home(temporary.resolve("home"))
            .environment(Map.of())
            .embeddingModel(model)
            .backendProvider(backend)
            .set("memory.recall.backend", backend.id())
            .set("memory.archival.backend", backend.id())
            .open();
  }

  /** Writes a file below the folder, and the folders that it lies in. */
  Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Writes so many files, each of which says its number. */
  void files(int count) throws IOException {
    for (int number = 0; number < count; number++) {
      file("file-%03d.txt".formatted(number), "The lamp of room " + number + " is green.");
    }
  }

  DocumentLoader loader() {
    return DocumentLoader.into(memory, SOURCE);
  }

  LoadRequest.Folder all() {
    return LoadRequest.folder(folder).withSubfolders();
  }

  /** Loads the folder with all below it. */
  LoadReport load() {
    return loader().load(all());
  }

  LoadReport load(Path... files) {
    return loader().load(LoadRequest.files(List.of(files)));
  }

  Documents documents() {
    return memory.sources().documents(SOURCE);
  }

  /** Returns all documents of the source, those that were interrupted included. */
  List<Document> held() {
    List<Document> held = new ArrayList<>();
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    while (cursor.isPresent()) {
      Page<Document> page = documents().list(cursor.orElseThrow());
      held.addAll(page.items());
      cursor = page.next();
    }
    return held;
  }

  List<String> names() {
    return held().stream().map(Document::name).sorted().toList();
  }

  /** Returns the passages that a search finds, at most 100. */
  List<Passage> passages(String query) {
    return documents().search(SearchQuery.builder(query).topK(100).build()).hits().stream()
        .map(SearchHit::item)
        .toList();
  }

  /** Returns the texts that a search finds. */
  List<String> found(String query) {
    return passages(query).stream().map(Passage::text).toList();
  }

  @Override
  public void close() {
    memory.close();
  }
}
