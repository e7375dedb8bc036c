package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The connection to the server, replaced by a new one when the server was away. Thread-safe. */
final class Channels {

  /** What a page of the largest records takes, and more: gRPC alone would refuse above 4 MiB. */
  static final int LARGEST_ANSWER = 128 * 1024 * 1024;

  private static final Metadata.Key<String> API_KEY =
      Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

  private final QdrantConfig config;
  private final ChannelCredentials credentials;
  private ManagedChannel current;
  private boolean closed;

  Channels(QdrantConfig config) {
    this.config = config;
    this.credentials = credentials(config);
    this.current = build();
  }

  private static ChannelCredentials credentials(QdrantConfig config) {
    if (!config.address().tls()) {
      return InsecureChannelCredentials.create();
    }
    Path root = config.tlsRoot();
    return root == null ? TlsChannelCredentials.create() : trusting(root);
  }

  private static ChannelCredentials trusting(Path root) {
    try {
      return TlsChannelCredentials.newBuilder().trustManager(root.toFile()).build();
    } catch (IOException e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION, "tls.root: the file '" + root + "' cannot be read", e);
    }
  }

  private ManagedChannel build() {
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(
                config.address().host(), config.address().port(), credentials)
            .maxInboundMessageSize(LARGEST_ANSWER)
            // A server that is gone without a word is noticed while a call waits for it.
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .userAgent("recollect");
    config
        .key()
        .value()
        .ifPresent(key -> {
          Metadata headers = new Metadata();
          headers.put(API_KEY, key);
          builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
        });
    return builder.build();
  }

  /** Returns the connection to use now. */
  synchronized ManagedChannel current() {
    return current;
  }

  /**
   * Returns a connection that does not wait as long as gRPC does before it tries a server again
   * that was away; calls under way on the one that failed go on.
   */
  synchronized ManagedChannel instead(ManagedChannel failed) {
    if (current.equals(failed) && !closed) {
      current = build();
      failed.shutdown();
    }
    return current;
  }

  /** Lets the calls under way go on for a while, then ends them. */
  void close(Duration patience) {
    ManagedChannel last;
    synchronized (this) {
      closed = true;
      last = current;
    }
    last.shutdown();
    if (!ended(last, patience)) {
      last.shutdownNow();
      ended(last, patience);
    }
  }

  private static boolean ended(ManagedChannel channel, Duration patience) {
    try {
      return channel.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
