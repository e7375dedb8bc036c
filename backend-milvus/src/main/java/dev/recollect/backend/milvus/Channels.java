package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.ClientInterceptor;
import io.milvus.shaded.io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.milvus.shaded.io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.milvus.shaded.io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Makes connections to servers. */
final class Channels {

  private static final int LARGEST_ANSWER = 512 * 1024 * 1024;

  private Channels() {}

  /**
   * Returns a connection, which is made when it is first used.
   *
   * @throws MemoryException CONFIGURATION if the certificates cannot be read
   */
  static ManagedChannel open(Location.Server server, Optional<String> token, String database) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(server.host(), server.port())
            .maxInboundMessageSize(LARGEST_ANSWER)
            .disableRetry()
            .directExecutor()
            .intercept(new Headers(headers(token, database)));
    return server.encrypted()
        ? builder.sslContext(trusting(server)).build()
        : builder.usePlaintext().build();
  }

  private static SslContext trusting(Location.Server server) {
    SslContextBuilder trust = GrpcSslContexts.forClient();
    try {
      server.certificates().ifPresent(file -> trust.trustManager(file.toFile()));
      return trust.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new MemoryException(
          ErrorKind.CONFIGURATION,
          "the certificates of tls.root cannot be used: " + e.getMessage(),
          e);
    }
  }

  private static Metadata headers(Optional<String> token, String database) {
    Metadata headers = new Metadata();
    token.ifPresent(secret ->
        headers.put(
            name("authorization"),
            Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
    headers.put(name("dbname"), database);
    return headers;
  }

  private static Metadata.Key<String> name(String text) {
    return Metadata.Key.of(text, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Adds headers to every call. */
  private record Headers(Metadata added) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.merge(added);
          super.start(listener, headers);
        }
      };
    }
  }
}
