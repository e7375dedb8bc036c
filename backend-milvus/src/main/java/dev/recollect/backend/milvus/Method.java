package dev.recollect.backend.milvus;

import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.CheckHealthRequest;
import io.milvus.grpc.CheckHealthResponse;
import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.ConnectResponse;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.SearchRequest;
import io.milvus.grpc.SearchResults;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.Status;
import io.milvus.grpc.UpsertRequest;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import java.util.function.Function;

/**
 * A call of Milvus' protocol, and where its answer says whether it succeeded.
 *
 * @param descriptor the call
 * @param status finds the status in an answer
 */
record Method<Q, A>(MethodDescriptor<Q, A> descriptor, Function<A, Status> status) {

  static final Method<ConnectRequest, ConnectResponse> CONNECT =
      new Method<>(MilvusServiceGrpc.getConnectMethod(), ConnectResponse::getStatus);

  static final Method<GetVersionRequest, GetVersionResponse> VERSION =
      new Method<>(MilvusServiceGrpc.getGetVersionMethod(), GetVersionResponse::getStatus);

  static final Method<CheckHealthRequest, CheckHealthResponse> HEALTH =
      new Method<>(MilvusServiceGrpc.getCheckHealthMethod(), CheckHealthResponse::getStatus);

  static final Method<ShowCollectionsRequest, ShowCollectionsResponse> COLLECTIONS =
      new Method<>(
          MilvusServiceGrpc.getShowCollectionsMethod(), ShowCollectionsResponse::getStatus);

  static final Method<DescribeCollectionRequest, DescribeCollectionResponse> DESCRIBE =
      new Method<>(
          MilvusServiceGrpc.getDescribeCollectionMethod(), DescribeCollectionResponse::getStatus);

  static final Method<CreateCollectionRequest, Status> CREATE =
      new Method<>(MilvusServiceGrpc.getCreateCollectionMethod(), Function.identity());

  static final Method<AlterCollectionRequest, Status> ALTER =
      new Method<>(MilvusServiceGrpc.getAlterCollectionMethod(), Function.identity());

  static final Method<DropCollectionRequest, Status> DROP =
      new Method<>(MilvusServiceGrpc.getDropCollectionMethod(), Function.identity());

  static final Method<DescribeIndexRequest, DescribeIndexResponse> INDEXES =
      new Method<>(MilvusServiceGrpc.getDescribeIndexMethod(), DescribeIndexResponse::getStatus);

  static final Method<CreateIndexRequest, Status> CREATE_INDEX =
      new Method<>(MilvusServiceGrpc.getCreateIndexMethod(), Function.identity());

  static final Method<GetLoadStateRequest, GetLoadStateResponse> LOAD_STATE =
      new Method<>(MilvusServiceGrpc.getGetLoadStateMethod(), GetLoadStateResponse::getStatus);

  static final Method<LoadCollectionRequest, Status> LOAD =
      new Method<>(MilvusServiceGrpc.getLoadCollectionMethod(), Function.identity());

  static final Method<FlushRequest, FlushResponse> FLUSH =
      new Method<>(MilvusServiceGrpc.getFlushMethod(), FlushResponse::getStatus);

  static final Method<UpsertRequest, MutationResult> UPSERT =
      new Method<>(MilvusServiceGrpc.getUpsertMethod(), MutationResult::getStatus);

  static final Method<DeleteRequest, MutationResult> DELETE =
      new Method<>(MilvusServiceGrpc.getDeleteMethod(), MutationResult::getStatus);

  static final Method<QueryRequest, QueryResults> QUERY =
      new Method<>(MilvusServiceGrpc.getQueryMethod(), QueryResults::getStatus);

  static final Method<SearchRequest, SearchResults> SEARCH =
      new Method<>(MilvusServiceGrpc.getSearchMethod(), SearchResults::getStatus);
}
