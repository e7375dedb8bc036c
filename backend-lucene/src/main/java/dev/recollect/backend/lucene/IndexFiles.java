package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * The folder of one index: opens what is sound and of this version, and starts anew otherwise. That
 * loses nothing, since an index is derived.
 */
final class IndexFiles {

  private static final System.Logger LOG = System.getLogger(IndexFiles.class.getName());

  /** Largest segment that is kept in memory, and all of them together, in megabytes. */
  private static final double CACHED_SEGMENT_MEGABYTES = 4;

  private static final double CACHED_MEGABYTES = 32;

  private static final String FORMAT = "format";
  private static final String STORE = "store";
  private static final String POSITION = "position";

  /** Checksums of larger indexes would delay the start; merges verify them anyway. */
  private static final long VERIFIED_BYTES = 256L * 1024 * 1024;

  private static final double BUFFER_MEGABYTES = 64;

  private final Path folder;
  private final String storeId;

  /**
   * Names an index.
   *
   * @param folder where its files are
   * @param storeId of the SQLite file from which it is derived
   */
  IndexFiles(Path folder, String storeId) {
    this.folder = folder;
    this.storeId = storeId;
  }

  /** An open index and the last change that it has. */
  record Opened(Directory directory, IndexWriter writer, long position) {}

  /**
   * Opens the index, or an empty one in its place.
   *
   * @param oldestPosition what an index that is not empty must have read; deletions before it are
   *     no longer known
   * @param nextChange a number that no change of the store has reached; an index that has it is of
   *     another store
   * @param populated whether there is anything to index
   */
  Opened open(long oldestPosition, long nextChange, boolean populated) throws IOException {
    try {
      return openSound(oldestPosition, nextChange);
    } catch (IOException | RuntimeException e) {
      LOG.log(
          populated ? Level.INFO : Level.DEBUG,
          () -> "rebuilding the index in " + folder + " from the store: " + e.getMessage());
      delete();
    }
    Files.createDirectories(folder);
    Directory directory = open();
    IndexWriter writer = writer(directory, IndexWriterConfig.OpenMode.CREATE);
    // Else a crash before the first commit would leave something that looks damaged.
    commit(writer, 0);
    return new Opened(directory, writer, 0);
  }

  private Opened openSound(long oldestPosition, long nextChange) throws IOException {
    Directory directory = open();
    boolean sound = false;
    try {
      long position = verifiedPosition(directory);
      if (position >= nextChange || (position > 0 && position < oldestPosition)) {
        throw new IOException("it belongs to another state of the store");
      }
      IndexWriter writer = writer(directory, IndexWriterConfig.OpenMode.APPEND);
      sound = true;
      return new Opened(directory, writer, position);
    } finally {
      if (!sound) {
        directory.close();
      }
    }
  }

  private long verifiedPosition(Directory directory) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      Map<String, String> data = reader.getIndexCommit().getUserData();
      if (!Objects.equals(data.get(FORMAT), Integer.toString(IndexFields.VERSION))) {
        throw new IOException("it has format " + data.get(FORMAT));
      }
      long position = Long.parseLong(data.getOrDefault(POSITION, "-1"));
      if (!storeId.equals(data.get(STORE)) || position < 0) {
        throw new IOException("it belongs to another store");
      }
      if (bytes(directory) <= VERIFIED_BYTES) {
        verify(reader);
      }
      return position;
    } catch (IndexNotFoundException e) {
      throw new IOException("it is missing", e);
    }
  }

  private static long bytes(Directory directory) throws IOException {
    long bytes = 0;
    for (String file : directory.listAll()) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  /** Fails if a checksum of the index is wrong. */
  static void verify(DirectoryReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      if (leaf.reader() instanceof CodecReader segment) {
        segment.checkIntegrity();
      }
    }
  }

  /**
   * Small segments of a refresh stay in memory until a commit or a merge: writing their dozens of
   * files costs a search many times what it reads from them, and nothing relies on them, since a
   * crash loses what is not committed anyway.
   */
  private Directory open() throws IOException {
    return new NRTCachingDirectory(
        FSDirectory.open(folder), CACHED_SEGMENT_MEGABYTES, CACHED_MEGABYTES);
  }

  private static IndexWriter writer(Directory directory, IndexWriterConfig.OpenMode mode)
      throws IOException {
    return new IndexWriter(
        directory,
        new IndexWriterConfig()
            .setCodec(LargeVectorsFormat.codec())
            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
            .setOpenMode(mode)
            // Whoever asks for it wants nothing left that was deleted, however little it is.
            .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0))
            // A refresh would wait for merges, and a search for the refresh.
            .setMaxFullFlushMergeWaitMillis(0)
            // Only a commit of ours says how far the index has read.
            .setCommitOnClose(false));
  }

  /** Commits, with the last change that the index has. */
  void commit(IndexWriter writer, long position) throws IOException {
    writer.setLiveCommitData(
        Map.of(
                FORMAT, Integer.toString(IndexFields.VERSION),
                STORE, storeId,
                POSITION, Long.toString(position))
            .entrySet());
    writer.commit();
  }

  /** Deletes all files. */
  void delete() {
    try {
      IOUtils.rm(folder);
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE, "the index in " + folder + " cannot be deleted: " + e, e);
    }
  }
}
