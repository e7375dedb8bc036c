package dev.recollect.backend.qdrant;

import com.google.protobuf.MessageLite;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks real gRPC on loopback, holds nothing, and answers as it is told: for what a
 * server that works never does.
 */
final class ScriptedQdrant implements AutoCloseable {

  /** What a call gets instead of an answer. */
  interface Act {
    void on(ServerCall<?, ?> call);
  }

  private final Server server;
  private final int port;
  private final Map<String, Queue<Act>> script = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Queue<String> cancelled = new ConcurrentLinkedQueue<>();
  private final Map<String, CreateCollection> collections = new ConcurrentHashMap<>();
  private volatile String title = "scripted";
  private volatile String version = "1.18.3";

  private ScriptedQdrant(ServerCredentials credentials) throws IOException {
    this.server =
        Grpc.newServerBuilderForPort(0, credentials)
            .addService(new Health())
            .addService(new Collections())
            .addService(new Points())
            .intercept(new Script())
            .maxInboundMessageSize(64 * 1024 * 1024)
            .build()
            .start();
    this.port = server.getPort();
  }

  static ScriptedQdrant start() throws IOException {
    return start(InsecureServerCredentials.create());
  }

  static ScriptedQdrant start(ServerCredentials credentials) throws IOException {
    return new ScriptedQdrant(credentials);
  }

  int port() {
    return port;
  }

  /** Returns the settings that lead here. */
  Map<String, String> settings() {
    return Map.of("url", "http://127.0.0.1:" + port());
  }

  void title(String value) {
    title = value;
  }

  void version(String value) {
    version = value;
  }

  /** Says what the next calls of a method get, one after the other; then it answers again. */
  void next(String method, Act... acts) {
    script.computeIfAbsent(method, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(acts));
  }

  static Act refuses(Status status) {
    return call -> call.close(status, new Metadata());
  }

  /** Answers with a message, which must be of the type that the method answers with. */
  static Act answers(MessageLite message) {
    return call -> send(call, message);
  }

  @SuppressWarnings("unchecked")
  private static <A> void send(ServerCall<?, A> call, MessageLite message) {
    call.sendHeaders(new Metadata());
    call.sendMessage((A) message);
    call.close(Status.OK, new Metadata());
  }

  static Act hangs() {
    return call -> {};
  }

  /** Returns how often a method was called. */
  long calls(String method) {
    return calls.stream().filter(method::equals).count();
  }

  List<String> keys() {
    return keys;
  }

  /** Returns the methods whose callers gave up. */
  Queue<String> cancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Script implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
      calls.add(method);
      String key = headers.get(Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER));
      keys.add(String.valueOf(key));
      Queue<Act> acts = script.get(method);
      Act act = acts == null ? null : acts.poll();
      if (act == null) {
        return next.startCall(call, headers);
      }
      Context.current().addListener(context -> cancelled.add(method), Runnable::run);
      call.request(1);
      return new ServerCall.Listener<>() {
        @Override
        public void onHalfClose() {
          act.on(call);
        }
      };
    }
  }

  private static <T extends MessageLite> void answer(StreamObserver<T> to, T message) {
    to.onNext(message);
    to.onCompleted();
  }

  private final class Health extends QdrantGrpc.QdrantImplBase {
    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> to) {
      answer(to, HealthCheckReply.newBuilder().setTitle(title).setVersion(version).build());
    }
  }

  private final class Collections extends CollectionsGrpc.CollectionsImplBase {
    @Override
    public void list(ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> to) {
      answer(to, ListCollectionsResponse.getDefaultInstance());
    }

    @Override
    public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> to) {
      collections.put(request.getCollectionName(), request);
      answer(to, CollectionOperationResponse.newBuilder().setResult(true).build());
    }

    @Override
    public void get(
        GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> to) {
      CreateCollection made = collections.get(request.getCollectionName());
      if (made == null) {
        to.onError(
            Status.NOT_FOUND
                .withDescription("Not found: Collection `x` doesn't exist!")
                .asRuntimeException());
        return;
      }
      CollectionParams.Builder params =
          CollectionParams.newBuilder()
              .setVectorsConfig(made.getVectorsConfig())
              .setSparseVectorsConfig(made.getSparseVectorsConfig());
      CollectionConfig.Builder config =
          CollectionConfig.newBuilder().setParams(params).putAllMetadata(made.getMetadataMap());
      answer(
          to,
          GetCollectionInfoResponse.newBuilder()
              .setResult(CollectionInfo.newBuilder().setConfig(config))
              .build());
    }
  }

  private static final class Points extends PointsGrpc.PointsImplBase {
    @Override
    public void createFieldIndex(
        CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> to) {
      answer(to, PointsOperationResponse.getDefaultInstance());
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> to) {
      answer(to, PointsOperationResponse.getDefaultInstance());
    }

    @Override
    public void count(CountPoints request, StreamObserver<CountResponse> to) {
      answer(to, CountResponse.getDefaultInstance());
    }

    @Override
    public void get(GetPoints request, StreamObserver<GetResponse> to) {
      answer(to, GetResponse.getDefaultInstance());
    }

    @Override
    public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> to) {
      QueryBatchResponse.Builder response = QueryBatchResponse.newBuilder();
      request
          .getQueryPointsList()
          .forEach(query -> response.addResult(BatchResult.getDefaultInstance()));
      answer(to, response.build());
    }
  }
}
