package dev.recollect.ingest;

import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads changed files, a batch at a time, so that one is embedded while the next is read. */
final class BatchReader {

  private static final System.Logger LOG = System.getLogger(BatchReader.class.getName());

  /** What is written at once. */
  private static final int PASSAGES = 128;

  private static final int ATTEMPTS = 3;

  private final Iterator<ChangedFile> files;
  private final PassageMaker passages;
  private final Fingerprints fingerprints;

  BatchReader(List<ChangedFile> files, PassageMaker passages, Fingerprints fingerprints) {
    this.files = files.iterator();
    this.passages = passages;
    this.fingerprints = fingerprints;
  }

  /** Returns the next batch; not for two threads at a time. */
  DocumentBatch next() {
    List<ReadDocument> documents = new ArrayList<>();
    List<SkippedFile> skipped = new ArrayList<>();
    long bytes = 0;
    int count = 0;
    while (files.hasNext() && count < PASSAGES) {
      ChangedFile file = files.next();
      bytes += file.file().size();
      try {
        ReadDocument read = read(file);
        documents.add(read);
        count += read.document().passages().size();
      } catch (MemoryException e) {
        skipped.add(skipped(file, e));
      } catch (IOException e) {
        skipped.add(skipped(file, "cannot be read; " + FolderWalk.why(e)));
      } catch (RuntimeException e) {
        // A fault of ours that some file brings to light costs that file.
        LOG.log(System.Logger.Level.WARNING, "a document could not be read", e);
        skipped.add(skipped(file, "could not be read, by a fault of this program: " + e));
      }
    }
    return new DocumentBatch(documents, skipped, bytes);
  }

  /** Somebody may write the file while it is read; what is kept is what its hash says. */
  private ReadDocument read(ChangedFile file) throws IOException {
    String before = fingerprints.of(file.file().path());
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ReadDocument read = passages.read(file, before);
      String after = fingerprints.of(file.file().path());
      if (after.equals(before)) {
        return read;
      }
      before = after;
    }
    throw MemoryException.invalid(file.file().name() + " is being written; load it again later");
  }

  private static SkippedFile skipped(ChangedFile file, MemoryException cause) {
    String message = String.valueOf(cause.getMessage());
    String name = file.file().name() + " ";
    return skipped(file, message.startsWith(name) ? message.substring(name.length()) : message);
  }

  private static SkippedFile skipped(ChangedFile file, String reason) {
    String before = file.replaces() ? "; what was loaded of it before stays" : "";
    return new SkippedFile(file.file().name(), reason + before, true);
  }
}
