package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Capabilities;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Durability;
import dev.recollect.memory.api.spi.Health;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SpecChecks;
import dev.recollect.memory.api.spi.StateStore;
import dev.recollect.memory.api.spi.support.CheckedCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Page;
import io.milvus.grpc.CheckHealthRequest;
import io.milvus.grpc.CheckHealthResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The opened store: a server, or a Milvus Lite of its own. */
final class MilvusBackend implements Backend {

  /** Four vector fields are what a server allows a collection by default. */
  private static final int VECTORS = 2;

  private static final int LARGEST_DIMENSION = 32_768;
  private static final Duration HEALTH = Duration.ofSeconds(5);

  private final StoreConfig config;
  private final Rpc rpc;
  private final ServerKind kind;
  private final @Nullable LiteServer child;
  private final Capabilities capabilities;
  private final IndexConfig index;
  private final StoredCollections collections;
  private final WriteOrder order;
  private final WriteOrder reads = WriteOrder.sharedOrAlone();

  private MilvusBackend(StoreConfig config, Rpc rpc, ServerKind kind, @Nullable LiteServer child) {
    this.config = config;
    this.rpc = rpc;
    this.kind = kind;
    this.child = child;
    this.capabilities =
        Capabilities.builder()
            .durability(Durability.PROCESS_KILL)
            .vectorsPerRecord(VECTORS)
            .largestDimension(LARGEST_DIMENSION)
            .exclusive(child != null)
            .build();
    this.index = config.indexValues().withGraph(config.index().orElse(!kind.lite()));
    this.collections = new StoredCollections(rpc, config.prefix(), index, config.partitions());
    this.order = kind.lite() ? WriteOrder.oneAtATime() : WriteOrder.byRecord();
  }

  /**
   * Opens a store.
   *
   * @throws MemoryException CONFIGURATION, AUTHENTICATION, UNAVAILABLE, INCOMPATIBLE, CONFLICT
   */
  static MilvusBackend open(StoreConfig config) {
    return switch (config.location()) {
      case Location.Server server -> connect(config, server, null);
      case Location.Lite lite -> {
        LiteServer child = LiteServer.start(lite, config.connectionTimeout().multipliedBy(3));
        boolean opened = false;
        try {
          MilvusBackend backend = connect(config, child.address(), child);
          opened = true;
          yield backend;
        } finally {
          if (!opened) {
            child.close();
          }
        }
      }
    };
  }

  private static MilvusBackend connect(
      StoreConfig config, Location.Server server, @Nullable LiteServer child) {
    Rpc rpc =
        new Rpc(
            Channels.open(server, config.token(), config.database()),
            new Faults(server.address()),
            config.timeout());
    boolean opened = false;
    try {
      ServerKind kind = ServerKind.ask(rpc, CallOptions.within(config.connectionTimeout()));
      if (kind.lite()) {
        rpc.letWritesLast();
      }
      MilvusBackend backend = new MilvusBackend(config, rpc, kind, child);
      opened = true;
      return backend;
    } finally {
      if (!opened) {
        rpc.close();
      }
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.empty();
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    SpecChecks.requireSupported(capabilities, spec);
    rpc.check(CallOptions.none());
    CollectionSpec opened = collections.open(spec);
    String physical = collections.physical(opened.name());
    LiteFlush flush = new LiteFlush(rpc, physical, order, reads, kind.lite());
    RecordReader reader = new RecordReader(rpc, physical, opened);
    MilvusCollection collection =
        new MilvusCollection(
            opened,
            collections,
            rpc,
            reader,
            new RecordWriter(rpc, physical, opened, order, flush, reader),
            new RecordSearch(rpc, physical, index, reader),
            flush);
    return new CheckedCollection(collection, capabilities);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    rpc.check(CallOptions.none());
    return Page.last(collections.specs(cursor));
  }

  @Override
  public void dropCollection(String name) {
    rpc.check(CallOptions.none());
    collections.drop(name);
  }

  @Override
  public Health health() {
    String where = kind.name() + " " + place();
    try {
      CheckHealthResponse answer =
          rpc.read(
              Method.HEALTH, CheckHealthRequest.getDefaultInstance(), CallOptions.within(HEALTH));
      return answer.getIsHealthy()
          ? new Health(true, where)
          : new Health(false, where + ": " + String.join("; ", answer.getReasonsList()));
    } catch (MemoryException e) {
      return new Health(false, where + ": " + e.getMessage());
    }
  }

  private String place() {
    return switch (config.location()) {
      case Location.Server server -> "at " + server.address() + ", database " + config.database();
      case Location.Lite lite -> "in " + lite.folder();
    };
  }

  @Override
  public OptionalLong bytes() {
    if (!(config.location() instanceof Location.Lite lite)) {
      return OptionalLong.empty();
    }
    rpc.check(CallOptions.none());
    try (Stream<Path> files = Files.walk(lite.folder())) {
      return OptionalLong.of(files.mapToLong(MilvusBackend::size).sum());
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.UNAVAILABLE, lite.folder() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Files come and go while the server works. */
  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    rpc.close();
    if (child != null) {
      child.close();
    }
  }
}
