package dev.recollect.ingest;

import dev.recollect.ingest.read.DocumentReaders;
import dev.recollect.ingest.split.DocumentSplitter;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.TenantMemory;
import dev.recollect.memory.core.search.TokenLimits;
import dev.recollect.memory.core.tier.DocumentTier;
import dev.recollect.memory.core.tier.SourceWriter;
import java.nio.file.Path;

/**
 * Loads files into a source: text, Markdown and PDF. A file is a document, its pieces are passages.
 *
 * <pre>{@code
 * DocumentLoader.into(memory, "notes").load(LoadRequest.folder(Path.of("notes")).withSubfolders());
 * memory.sources().attach("ada", "notes");
 * }</pre>
 *
 * <p>What the source holds as it is stays untouched: a second load of the same folder writes
 * nothing. Changed files replace what they were before, and of a folder what is gone is removed. A
 * load that ended in the middle, by whatever, is gone on with by loading again. A file that cannot
 * be read costs only itself. Memory use depends on the largest file, not on the folder.
 *
 * <p>Thread-safe; of two loads into one source at a time, in whatever process, one gets CONFLICT.
 */
public final class DocumentLoader {

  /** Most tokens of a passage, its title and headings included, if the model reads so many. */
  public static final int PASSAGE_TOKENS = 384;

  /** Neighbouring passages share at most so many tokens, in whole sentences. */
  public static final int OVERLAP_TOKENS = 40;

  private final TenantMemory memory;
  private final String source;
  private final DocumentReaders readers = new DocumentReaders();

  private DocumentLoader(TenantMemory memory, String source) {
    this.memory = memory;
    this.source = source;
  }

  /**
   * Returns a loader into a source of the default tenant, which comes into being at the first load.
   *
   * @throws MemoryException INVALID or LIMIT for the name
   */
  public static DocumentLoader into(Recollect memory, String source) {
    return into(memory.tenant(memory.tenant()), source);
  }

  /**
   * Returns a loader into a source of a tenant, which comes into being at the first load.
   *
   * @throws MemoryException INVALID or LIMIT for the name
   */
  public static DocumentLoader into(TenantMemory memory, String source) {
    memory.sources().documents(source);
    return new DocumentLoader(memory, source);
  }

  /** Loads, as {@link #load(LoadRequest, LoadListener, CallOptions)} with nobody listening. */
  public LoadReport load(LoadRequest request) {
    return load(request, LoadListener.none(), CallOptions.none());
  }

  /**
   * Loads what is new or has changed, and removes what a folder holds no more.
   *
   * @param listener is told how it goes
   * @param options deadline and cancellation
   * @throws MemoryException NOT_FOUND or INVALID if there is no such folder, or nothing in it that
   *     can be read (then nothing is removed either); CONFLICT if somebody else loads into the
   *     source; UNAVAILABLE, DEADLINE, CANCELLED with what has been written kept
   */
  public LoadReport load(LoadRequest request, LoadListener listener, CallOptions options) {
    return switch (request) {
      case LoadRequest.Folder folder -> load(folder, listener, options);
      case LoadRequest.Files files -> load(files, listener, options);
    };
  }

  private LoadReport load(LoadRequest.Files files, LoadListener listener, CallOptions options) {
    FoundFiles found = NamedFiles.of(readers, files.paths());
    if (found.files().isEmpty()) {
      found.skipped().forEach(listener::skipped);
      return new LoadReport(source, 0, 0, 0, 0, 0, found.skipped());
    }
    try (SourceWriter writer = documents().begin()) {
      Load load = new Load(source, documents(), writer, listener, options);
      load.write(found, "", readers, splitter());
      return load.report();
    }
  }

  private LoadReport load(LoadRequest.Folder folder, LoadListener listener, CallOptions options) {
    Path root = FolderWalk.root(folder.path());
    requireDocuments(folder, FolderWalk.of(readers, root, folder.recursive()), listener);
    try (SourceWriter writer = documents().begin()) {
      // Looked through again: another load may have ended just now, of files that came meanwhile.
      FoundFiles found = FolderWalk.of(readers, root, folder.recursive());
      String origin = FileNames.origin(root);
      Load load = new Load(source, documents(), writer, listener, options);
      load.write(found, origin, readers, splitter());
      if (found.whole()) {
        load.removeAbsent(found.present(), new FolderPlace(origin, folder.recursive()));
      }
      return load.report();
    }
  }

  private void requireDocuments(
      LoadRequest.Folder folder, FoundFiles found, LoadListener listener) {
    if (!found.files().isEmpty()) {
      return;
    }
    found.skipped().forEach(listener::skipped);
    throw MemoryException.invalid(
        "there is nothing to load in "
            + FileNames.shown(folder.path())
            + ": no file in it ends with ."
            + String.join(", .", readers.extensions())
            + (folder.recursive() ? "" : ", subfolders left out")
            + ". Nothing was changed");
  }

  private DocumentTier documents() {
    return memory.sources().documents(source);
  }

  private DocumentSplitter splitter() {
    TokenLimits tokens = memory.archivalTokens();
    int maximum = Math.min(PASSAGE_TOKENS, tokens.maximum());
    return new DocumentSplitter(tokens::count, maximum, Math.min(OVERLAP_TOKENS, maximum / 8));
  }
}
