package dev.recollect.ingest;

import dev.recollect.ingest.read.DocumentReaders;
import dev.recollect.ingest.split.DocumentSplitter;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.core.tier.DocumentTier;
import dev.recollect.memory.core.tier.SourceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One load under way. Not thread-safe. */
final class Load {

  private final String source;
  private final DocumentTier documents;
  private final SourceWriter writer;
  private final LoadListener listener;
  private final CallOptions options;
  private final List<SkippedFile> skipped = new ArrayList<>();
  private int total;
  private int done;
  private int added;
  private int replaced;
  private int unchanged;
  private int removed;
  private long passages;
  private long bytes;
  private long totalBytes;

  Load(
      String source,
      DocumentTier documents,
      SourceWriter writer,
      LoadListener listener,
      CallOptions options) {
    this.source = source;
    this.documents = documents;
    this.writer = writer;
    this.listener = listener;
    this.options = options;
  }

  /** Writes what the source does not hold as it is. */
  void write(FoundFiles found, String origin, DocumentReaders readers, DocumentSplitter splitter) {
    found.skipped().forEach(this::skip);
    Fingerprints fingerprints = new Fingerprints(splitter.maximumTokens());
    Comparison comparison = new Comparison(writer, fingerprints, origin);
    comparison.compare(found.files(), options);
    comparison.unreadable().forEach(this::skip);
    unchanged = comparison.unchanged();
    total = found.files().size();
    done = unchanged + comparison.unreadable().size();
    totalBytes = comparison.changed().stream().mapToLong(file -> file.file().size()).sum();
    listener.progressed(progress());
    PassageMaker maker = new PassageMaker(readers, splitter);
    write(new BatchReader(comparison.changed(), maker, fingerprints));
  }

  /** While one batch is embedded the next is read. */
  private void write(BatchReader reader) {
    try (ExecutorService ahead = Executors.newSingleThreadExecutor(Load::thread)) {
      Future<DocumentBatch> next = ahead.submit(reader::next);
      DocumentBatch batch = await(next);
      while (!batch.end()) {
        next = ahead.submit(reader::next);
        write(batch);
        batch = await(next);
      }
    }
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().name("recollect-load").unstarted(work);
  }

  private static DocumentBatch await(Future<DocumentBatch> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "the load was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MemoryException known) {
        throw known;
      }
      throw new MemoryException(ErrorKind.INTERNAL, "a document could not be read", e.getCause());
    }
  }

  private void write(DocumentBatch batch) {
    batch.skipped().forEach(this::skip);
    writer.putDivided(
        batch.documents().stream().map(ReadDocument::document).toList(), this::written, options);
    for (ReadDocument document : batch.documents()) {
      if (document.file().replaces()) {
        replaced++;
      } else {
        added++;
      }
    }
    done += batch.files();
    bytes += batch.bytes();
    listener.progressed(progress());
  }

  private void written(int some) {
    passages += some;
    listener.progressed(progress());
  }

  private LoadProgress progress() {
    return new LoadProgress(done, total, passages, bytes, totalBytes);
  }

  private void skip(SkippedFile file) {
    skipped.add(file);
    listener.skipped(file);
  }

  /**
   * Removes documents of a folder that are not there any more.
   *
   * @param present keys of all that is there
   */
  void removeAbsent(Set<String> present, FolderPlace folder) {
    List<String> absent = new ArrayList<>();
    Optional<Cursor> cursor = Optional.of(Cursor.START);
    while (cursor.isPresent()) {
      Page<Document> page = documents.list(cursor.orElseThrow());
      page.items().stream()
          .filter(document -> !present.contains(document.key()))
          .filter(folder::covers)
          .map(Document::key)
          .forEach(absent::add);
      cursor = page.next();
    }
    writer.delete(absent);
    removed = absent.size();
  }

  LoadReport report() {
    return new LoadReport(source, added, replaced, unchanged, removed, passages, skipped);
  }
}
