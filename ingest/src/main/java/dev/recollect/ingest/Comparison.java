package dev.recollect.ingest;

import dev.recollect.memory.api.tier.Document;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.tier.SourceWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which files a source does not hold as they are, by their content. Not thread-safe. */
final class Comparison {

  private final SourceWriter writer;
  private final Fingerprints fingerprints;
  private final String origin;
  private final List<ChangedFile> changed = new ArrayList<>();
  private final List<SkippedFile> unreadable = new ArrayList<>();
  private int unchanged;

  Comparison(SourceWriter writer, Fingerprints fingerprints, String origin) {
    this.writer = writer;
    this.fingerprints = fingerprints;
    this.origin = origin;
  }

  void compare(List<FoundFile> files, CallOptions options) {
    for (FoundFile file : files) {
      options.check();
      compare(file);
    }
  }

  private void compare(FoundFile file) {
    try {
      Optional<Document> held = writer.find(file.key());
      if (held.filter(Document::complete).filter(this::placed).isPresent()
          && held.orElseThrow().fingerprint().equals(fingerprints.of(file.path()))) {
        unchanged++;
      } else {
        changed.add(changed(file, held));
      }
    } catch (IOException e) {
      String reason = "cannot be read; " + FolderWalk.why(e);
      unreadable.add(new SkippedFile(file.name(), reason, true));
    }
  }

  /** A file loaded by itself is written anew with its folder, or would outlive its end there. */
  private boolean placed(Document document) {
    return origin.isEmpty() || !document.origin().isEmpty();
  }

  /** A file that belongs to a folder goes on belonging to it when it is loaded by itself. */
  private ChangedFile changed(FoundFile file, Optional<Document> held) {
    boolean replaces = held.filter(Document::complete).isPresent();
    return origin.isEmpty() && held.isPresent()
        ? new ChangedFile(file, held.orElseThrow().name(), held.orElseThrow().origin(), replaces)
        : new ChangedFile(file, file.name(), origin, replaces);
  }

  List<ChangedFile> changed() {
    return changed;
  }

  List<SkippedFile> unreadable() {
    return unreadable;
  }

  int unchanged() {
    return unchanged;
  }
}
