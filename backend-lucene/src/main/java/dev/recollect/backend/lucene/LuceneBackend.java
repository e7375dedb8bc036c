package dev.recollect.backend.lucene;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.IoExecutor;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.spi.support.CheckedCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The opened store of one folder. */
final class LuceneBackend implements Backend {

  static final Capabilities CAPABILITIES =
      Capabilities.builder()
          .durability(Durability.POWER_LOSS)
          .vectorsPerRecord(Limits.LEGS)
          .largestDimension(LargeVectorsFormat.DIMENSIONS)
          .exclusive(true)
          .build();

  private static final System.Logger LOG = System.getLogger(LuceneBackend.class.getName());

  /** Closing gives back at most so many times a step of free space, which is some hundred MB. */
  private static final int CLOSING_STEPS = 20;

  private final Path folder;
  private final FolderLock lock;
  private final Database database;
  private final IoExecutor io;
  private final Gate gate;
  private final BackgroundWork background;
  private final OpenCollections collections;
  private final StateStore state;

  private LuceneBackend(Path folder, FolderLock lock, Database database, IoExecutor io) {
    this.folder = folder;
    this.lock = lock;
    this.database = database;
    this.io = io;
    this.gate =
        new Gate(() ->
            new MemoryException(
                ErrorKind.UNAVAILABLE, "the store in " + folder + " has been closed"));
    this.background = new BackgroundWork(io, gate);
    this.collections =
        new OpenCollections(
            folder.resolve("index"),
            new StoreParts(database, new Namespaces(database), background),
            io,
            gate);
    this.state = new SqliteStateStore(database, io, gate);
  }

  static LuceneBackend open(Path folder, FolderLock lock, IoExecutor io) {
    Database database = Database.open(folder.resolve("store.sqlite"));
    LuceneBackend backend = new LuceneBackend(folder, lock, database, io);
    backend.background.start();
    return backend;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.of(state);
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    SpecChecks.requireSupported(CAPABILITIES, spec);
    RecordCollection opened =
        io.write(CallOptions.none(), () -> gate.pass(() -> collections.open(spec)));
    return new CheckedCollection(opened, CAPABILITIES);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    return io.read(CallOptions.none(), () -> gate.pass(() -> Page.last(collections.specs(cursor))));
  }

  @Override
  public void dropCollection(String name) {
    io.write(
        CallOptions.none(),
        () ->
            gate.pass(() -> {
              collections.drop(name);
              return true;
            }));
  }

  @Override
  public Health health() {
    try {
      io.write(
          CallOptions.none(),
          () ->
              gate.pass(() -> {
                database.probe();
                return true;
              }));
      return new Health(true, "SQLite and Lucene in " + folder);
    } catch (MemoryException e) {
      return new Health(false, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public OptionalLong bytes() {
    return io.read(
        CallOptions.none(), () -> gate.pass(() -> OptionalLong.of(new FolderSize(folder).bytes())));
  }

  /** The index holds payloads too, so that it is compacted as well. */
  @Override
  public void compact(CallOptions options) {
    io.write(
        options,
        () ->
            gate.pass(() -> {
              collections.compact();
              database.compact();
              return true;
            }));
  }

  @Override
  public void close() {
    background.close();
    Uninterrupted.run(() -> {
      gate.shut(this::closeAll);
      return true;
    });
  }

  /**
   * A full disk has no room to note what became free; nothing is lost, and the next time it has.
   */
  private void reclaim() {
    try {
      for (int step = 0; step < CLOSING_STEPS && database.reclaim(); step++) {}
    } catch (MemoryException e) {
      LOG.log(Level.DEBUG, "free space was not given back to the file system", e);
    }
  }

  private void closeAll() {
    try {
      collections.close();
      reclaim();
    } finally {
      try {
        database.close();
      } finally {
        lock.close();
      }
    }
  }
}
