package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.benchmarks.evaluate.data.Checked;
import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.ingest.DocumentLoader;
import dev.recollect.ingest.LoadReport;
import dev.recollect.ingest.LoadRequest;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.SearchHit;
import dev.recollect.memory.api.tier.SearchQuery;
import dev.recollect.memory.core.TenantMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents as users have them: a document is a text file, a namespace a source, attached to the
 * owner that asks. Of several passages of one document the best one counts. Not thread-safe.
 */
public final class SourceUnderTest implements TierUnderTest {

  private final TenantMemory memory;
  private final Path folder;
  private final Owners owners = new Owners();

  /**
   * Creates the tier over a memory.
   *
   * @param folder where the files lie while they are loaded
   */
  public SourceUnderTest(TenantMemory memory, Path folder) {
    this.memory = memory;
    this.folder = folder;
  }

  @Override
  public void check(Document document) {
    Checked.of(document.place(), () -> NewPassage.of(document.text()));
  }

  @Override
  public void write(String namespace, List<Document> documents) {
    Owners.Owner owner = owners.orNew(namespace);
    boolean first = owner.size() == 0;
    List<Path> files = new ArrayList<>();
    for (Document document : documents) {
      // No word in the name, which would become the title and be found.
      String name = owner.name().replaceAll("\\D", "") + "-" + (owner.size() + 1) + ".txt";
      files.add(written(name, document.text()));
      owner.stored(name, document.id());
    }
    load(owner.name(), files);
    if (first) {
      memory.sources().attach(owner.name(), owner.name());
    }
  }

  private Path written(String name, String text) {
    try {
      return Files.writeString(Files.createDirectories(folder).resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("a document cannot be written as a file", e);
    }
  }

  private void load(String source, List<Path> files) {
    LoadReport report = DocumentLoader.into(memory, source).load(LoadRequest.files(files));
    if (report.failed()) {
      throw new IllegalStateException("a document was not loaded: " + report.skipped());
    }
    files.forEach(SourceUnderTest::delete);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a document's file cannot be deleted", e);
    }
  }

  @Override
  public List<Found> search(String namespace, SearchQuery query) {
    Owners.Owner owner = owners.find(namespace);
    if (owner == null) {
      return List.of();
    }
    Map<String, Found> best = new LinkedHashMap<>();
    for (SearchHit<Passage> hit : memory.archival(owner.name()).search(query)) {
      Found found = owner.found(hit, hit.item().metadata().text(Passage.FILE).orElse(""));
      best.putIfAbsent(found.id(), found);
    }
    return List.copyOf(best.values());
  }
}
