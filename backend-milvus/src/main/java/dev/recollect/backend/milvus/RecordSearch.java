package dev.recollect.backend.milvus;

import com.google.protobuf.ByteString;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.exact.ExactRanking;
import dev.recollect.memory.api.value.CallOptions;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.DslType;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import io.milvus.grpc.SearchRequest;
import io.milvus.grpc.SearchResultData;
import io.milvus.grpc.SearchResults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Searches one collection. All legs go to the server at the same time. Where a graph came back with
 * less than was asked for though more match, the leg is answered once more by comparing.
 */
final class RecordSearch {

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(Candidate::namespace)
          .thenComparing(Candidate::id);

  /** Records that are compared here, at most. */
  private static final int COMPARED = 10_000;

  private static final int LARGEST_EF = 32_768;

  private final Rpc rpc;
  private final String physical;
  private final IndexConfig index;
  private final RecordReader reader;

  RecordSearch(Rpc rpc, String physical, IndexConfig index, RecordReader reader) {
    this.rpc = rpc;
    this.physical = physical;
    this.index = index;
    this.reader = reader;
  }

  List<List<Candidate>> search(
      dev.recollect.memory.api.spi.SearchRequest request, CallOptions options) {
    rpc.check(options);
    CallOptions bounded = rpc.bounded(options);
    String expression = Expression.of(request.namespaces(), request.filter());
    List<Leg> asked = request.legs().stream().filter(RecordSearch::findsAny).toList();
    Iterator<SearchResults> answers =
        rpc.readAll(
                Method.SEARCH,
                asked.stream().map(leg -> search(expression, leg, index.search())).toList(),
                bounded)
            .iterator();
    List<List<Candidate>> lists = new ArrayList<>();
    for (Leg leg : request.legs()) {
      lists.add(findsAny(leg) ? multiplied(leg, candidates(answers.next()), bounded) : List.of());
    }
    return index.graph() ? completed(request, expression, lists, bounded) : lists;
  }

  /** Milvus multiplies single precision numbers; where that yields no number, we do it again. */
  private List<Candidate> multiplied(Leg leg, List<Candidate> found, CallOptions options) {
    boolean sound =
        leg instanceof Leg.Dense
            || found.stream().allMatch(one -> one.score() > 0 && one.score() <= Float.MAX_VALUE);
    if (sound) {
      return found;
    }
    List<String> keys = found.stream().map(one -> Keys.record(one.namespace(), one.id())).toList();
    return ExactRanking.best(leg, reader.fetch(keys, Projection.SPARSE, options), options);
  }

  /** A query without terms has no candidates, and Milvus refuses it. */
  private static boolean findsAny(Leg leg) {
    return !(leg instanceof Leg.Sparse sparse) || sparse.query().size() > 0;
  }

  private List<List<Candidate>> completed(
      dev.recollect.memory.api.spi.SearchRequest request,
      String expression,
      List<List<Candidate>> lists,
      CallOptions options) {
    List<List<Candidate>> complete = new ArrayList<>();
    long matching = -1;
    for (int position = 0; position < lists.size(); position++) {
      Leg leg = request.legs().get(position);
      List<Candidate> found = lists.get(position);
      if (leg instanceof Leg.Dense dense && found.size() < leg.topK()) {
        matching =
            matching < 0 ? reader.count(request.namespaces(), request.filter(), options) : matching;
        found = matching > found.size() ? complete(dense, expression, matching, options) : found;
      }
      complete.add(found);
    }
    return complete;
  }

  /** Compares here what is not too much to be sent, and otherwise walks on in the graph. */
  private List<Candidate> complete(
      Leg.Dense leg, String expression, long matching, CallOptions options) {
    if (matching <= COMPARED) {
      List<MemoryRecord> records = reader.matching(expression, COMPARED, options);
      return ExactRanking.best(leg, records, options);
    }
    return candidates(rpc.read(Method.SEARCH, search(expression, leg, LARGEST_EF), options));
  }

  private SearchRequest search(String expression, Leg leg, int candidates) {
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setCollectionName(physical)
            .setDslType(DslType.BoolExprV1)
            .setDsl(expression)
            .setNq(1)
            .setPlaceholderGroup(query(leg))
            .addAllOutputFields(RecordRows.IDENTITY)
            .setConsistencyLevel(ConsistencyLevel.Strong);
    return request
        .addSearchParams(Schema.pair("anns_field", field(leg)))
        .addSearchParams(Schema.pair("topk", Integer.toString(leg.topK())))
        .addSearchParams(Schema.pair("metric_type", leg instanceof Leg.Dense ? "COSINE" : "IP"))
        .addSearchParams(Schema.pair("round_decimal", "-1"))
        .addSearchParams(Schema.pair("params", parameters(leg, candidates)))
        .build();
  }

  private String parameters(Leg leg, int candidates) {
    return index.graph() && leg instanceof Leg.Dense
        ? "{\"ef\":" + Math.max(candidates, 2 * leg.topK()) + "}"
        : "{}";
  }

  private static String field(Leg leg) {
    return switch (leg) {
      case Leg.Dense dense -> Columns.dense(dense.vector());
      case Leg.Sparse sparse -> Columns.sparse(sparse.vector());
    };
  }

  private static ByteString query(Leg leg) {
    PlaceholderValue.Builder value = PlaceholderValue.newBuilder().setTag("$0");
    switch (leg) {
      case Leg.Dense dense ->
          value
              .setType(PlaceholderType.FloatVector)
              .addValues(RecordColumns.bytes(RecordColumns.values(dense.query())));
      case Leg.Sparse sparse ->
          value
              .setType(PlaceholderType.SparseFloatVector)
              .addValues(RecordColumns.bytes(sparse.query()));
    }
    return PlaceholderGroup.newBuilder().addPlaceholders(value).build().toByteString();
  }

  private static List<Candidate> candidates(SearchResults answer) {
    SearchResultData data = answer.getResults();
    if (data.getScoresCount() == 0) {
      return List.of();
    }
    RecordRows rows = new RecordRows(data.getFieldsDataList());
    List<Candidate> found = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      found.add(rows.candidate(row, data.getScores(row)));
    }
    found.sort(BEST_FIRST);
    return found;
  }
}
