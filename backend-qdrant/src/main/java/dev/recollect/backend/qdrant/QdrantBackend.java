package dev.recollect.backend.qdrant;

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
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Page;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Optional;

/** The opened store of one prefix of a server. */
final class QdrantBackend implements Backend {

  private static final Logger LOG = System.getLogger(QdrantBackend.class.getName());

  private static final Duration HEALTH = Duration.ofSeconds(5);

  static final Capabilities CAPABILITIES =
      Capabilities.builder()
          .durability(Durability.PROCESS_KILL)
          .vectorsPerRecord(Limits.LEGS)
          .largestDimension(65_536)
          .build();

  private final QdrantConfig config;
  private final Calls calls;
  private final StoredCollections collections;

  private QdrantBackend(QdrantConfig config, Calls calls) {
    this.config = config;
    this.calls = calls;
    this.collections = new StoredCollections(calls, config);
  }

  /**
   * Opens a store.
   *
   * @throws MemoryException CONFIGURATION, AUTHENTICATION, UNAVAILABLE, DEADLINE, or INCOMPATIBLE
   *     for a server that is too old
   */
  static QdrantBackend open(QdrantConfig config) {
    return open(config, ServerAddress.HTTP_PORT, ServerAddress.GRPC_PORT);
  }

  /** Opens a store of a server whose ports may be others than those that Qdrant has by itself. */
  static QdrantBackend open(QdrantConfig config, int httpPort, int grpcPort) {
    warnOfPlainKey(config);
    return config.address().port() == httpPort ? besideHttp(config, grpcPort) : connect(config);
  }

  private static void warnOfPlainKey(QdrantConfig config) {
    if (config.key().value().isPresent()
        && !config.address().tls()
        && !config.address().isLoopback()) {
      LOG.log(
          Logger.Level.WARNING,
          "The API key goes unencrypted to Qdrant at {0}; begin the url with https",
          config.address().toString());
    }
  }

  /** Whoever names the port of HTTP most often means the server whose port of gRPC is the next. */
  private static QdrantBackend besideHttp(QdrantConfig config, int grpcPort) {
    ServerAddress grpc = config.address().withPort(grpcPort);
    try {
      return connect(config.at(grpc));
    } catch (MemoryException e) {
      if (e.kind() != ErrorKind.UNAVAILABLE && e.kind() != ErrorKind.DEADLINE) {
        throw e;
      }
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "port "
              + config.address().port()
              + " is Qdrant's for HTTP; name its port for gRPC, which is "
              + grpcPort
              + " unless it was told otherwise. There nothing answers: "
              + e.getMessage(),
          e);
    }
  }

  private static QdrantBackend connect(QdrantConfig config) {
    Calls calls = new Calls(config);
    boolean opened = false;
    try {
      QdrantBackend backend = new QdrantBackend(config, calls);
      CallOptions options = CallOptions.within(config.connectionTimeout());
      ServerVersion.require(config.address(), backend.server(options).getVersion());
      backend.requireAccess(options);
      opened = true;
      return backend;
    } finally {
      if (!opened) {
        calls.close();
      }
    }
  }

  private HealthCheckReply server(CallOptions options) {
    return calls.read(
        options, QdrantGrpc.getHealthCheckMethod(), HealthCheckRequest.getDefaultInstance());
  }

  /** The server tells its version to anybody, this only to who has a key. */
  private void requireAccess(CallOptions options) {
    calls.read(
        options, CollectionsGrpc.getListMethod(), ListCollectionsRequest.getDefaultInstance());
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.empty();
  }

  @Override
  public RecordCollection openCollection(CollectionSpec spec) {
    SpecChecks.requireSupported(CAPABILITIES, spec);
    CollectionSpec opened = collections.open(spec);
    return new CheckedCollection(
        new QdrantCollection(opened, collections.physical(spec.name()), config, calls),
        CAPABILITIES);
  }

  @Override
  public Page<CollectionSpec> collections(Cursor cursor) {
    return Page.last(collections.specs(cursor));
  }

  @Override
  public void dropCollection(String name) {
    collections.drop(name);
  }

  @Override
  public Health health() {
    try {
      CallOptions options = CallOptions.within(HEALTH);
      HealthCheckReply server = server(options);
      requireAccess(options);
      return new Health(
          true,
          ServerVersion.describe(server)
              + " at "
              + config.address()
              + ", prefix "
              + config.prefix()
              + (config.address().tls() ? ", TLS" : ""));
    } catch (MemoryException e) {
      return new Health(false, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
