package dev.recollect.backend.milvus;

import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.ConnectResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceImplBase;
import io.milvus.grpc.ServerInfo;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerCall;
import io.milvus.shaded.io.grpc.ServerCallHandler;
import io.milvus.shaded.io.grpc.ServerInterceptor;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of Milvus' protocol that knows one login and one database, says what version it is told
 * to, and refuses what it is told to. Not Milvus.
 */
final class FakeServer extends MilvusServiceImplBase implements AutoCloseable {

  private final String version;
  private final String token;
  private final Server server;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Status listing = Status.getDefaultInstance();
  private final AtomicInteger refusals = new AtomicInteger();

  private FakeServer(String version, String token) throws IOException {
    this.version = version;
    this.token = token;
    this.server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0))
            .addService(this)
            .intercept(new Login())
            .build()
            .start();
  }

  static FakeServer start(String version, String token) throws IOException {
    return new FakeServer(version, token);
  }

  Map<String, String> settings() {
    return Map.of("uri", "http://127.0.0.1:" + server.getPort(), "connection.timeout", "5s");
  }

  /** Has the next listings of collections refused. */
  void refuse(int code, String reason, int times) {
    listing = Status.newBuilder().setCode(code).setReason(reason).build();
    refusals.set(times);
  }

  /** Returns how many listings were asked for. */
  int listings() {
    return calls.get();
  }

  /** Lets in who has the token. */
  private final class Login implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String given =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      String wanted = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
      if (token.isEmpty() || wanted.equals(given)) {
        return next.startCall(call, headers);
      }
      call.close(
          io.milvus.shaded.io.grpc.Status.UNAUTHENTICATED.withDescription("auth check failure"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  @Override
  public void connect(ConnectRequest request, StreamObserver<ConnectResponse> answer) {
    answer.onNext(
        ConnectResponse.newBuilder()
            .setServerInfo(ServerInfo.newBuilder().setBuildTags(version))
            .build());
    answer.onCompleted();
  }

  @Override
  public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> answer) {
    answer.onNext(GetVersionResponse.newBuilder().setVersion(version).build());
    answer.onCompleted();
  }

  @Override
  public void showCollections(
      ShowCollectionsRequest request, StreamObserver<ShowCollectionsResponse> answer) {
    calls.incrementAndGet();
    ShowCollectionsResponse.Builder response = ShowCollectionsResponse.newBuilder();
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      response.setStatus(listing);
    }
    answer.onNext(response.build());
    answer.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
