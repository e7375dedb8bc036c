package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.SparseVector;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points.AcornSearchParams;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.QuantizationSearchParams;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.VectorInput;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Searches one collection; all legs go to the server in one request. Small namespaces are compared
 * record by record; in large ones Qdrant chooses, and a leg that came back with less than was asked
 * for is answered once more by comparing.
 */
final class RecordSearch {

  /** Up to so many records a comparison costs no more than a walk through the graph. */
  private static final long COMPARED = 10_000;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed();

  private final Calls calls;
  private final String physical;
  private final QdrantFilter filters;
  private final IndexConfig index;
  private final NamespaceSizes sizes;

  RecordSearch(
      Calls calls, String physical, CollectionSpec spec, IndexConfig index, NamespaceSizes sizes) {
    this.calls = calls;
    this.physical = physical;
    this.filters = new QdrantFilter(spec);
    this.index = index;
    this.sizes = sizes;
  }

  List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    List<List<Candidate>> found = new ArrayList<>();
    request.legs().forEach(leg -> found.add(List.of()));
    List<Integer> asked =
        IntStream.range(0, request.legs().size())
            .filter(position -> !isEmpty(request.legs().get(position)))
            .boxed()
            .toList();
    boolean dense = request.legs().stream().anyMatch(Leg.Dense.class::isInstance);
    boolean exact = dense && sizes.of(request.namespaces(), options) <= COMPARED;
    ask(request, asked, exact, found, options);
    if (dense && !exact) {
      List<Integer> incomplete =
          asked.stream().filter(leg -> isShort(request, found, leg)).toList();
      ask(request, incomplete, true, found, options);
    }
    return found;
  }

  private static boolean isEmpty(Leg leg) {
    return leg instanceof Leg.Sparse sparse && sparse.query().size() == 0;
  }

  private static boolean isShort(SearchRequest request, List<List<Candidate>> found, int position) {
    Leg leg = request.legs().get(position);
    return leg instanceof Leg.Dense && found.get(position).size() < leg.topK();
  }

  private void ask(
      SearchRequest request,
      List<Integer> positions,
      boolean exact,
      List<List<Candidate>> found,
      CallOptions options) {
    if (positions.isEmpty()) {
      return;
    }
    Common.Filter filter = filters.of(request.namespaces(), request.filter());
    boolean filtered = !request.filter().equals(Filter.all());
    QueryBatchPoints.Builder batch = QueryBatchPoints.newBuilder().setCollectionName(physical);
    for (int position : positions) {
      Leg leg = request.legs().get(position);
      batch.addQueryPoints(
          query(leg)
              .setCollectionName(physical)
              .setFilter(filter)
              .setLimit(leg.topK())
              .setParams(parameters(leg, exact, filtered))
              .setWithPayload(RecordPoints.candidatePayload()));
    }
    List<BatchResult> answers =
        calls.read(options, PointsGrpc.getQueryBatchMethod(), batch.build()).getResultList();
    for (int index = 0; index < positions.size(); index++) {
      int position = positions.get(index);
      found.set(
          position, candidates(request.legs().get(position), answers.get(index).getResultList()));
    }
  }

  private static QueryPoints.Builder query(Leg leg) {
    VectorInput.Builder nearest = VectorInput.newBuilder();
    String using =
        switch (leg) {
          case Leg.Dense dense -> {
            nearest.setDense(Vectors.normalised(dense.query()));
            yield Vectors.dense(dense.vector());
          }
          case Leg.Sparse sparse -> {
            nearest.setSparse(Vectors.of(sparse.query(), Vectors.sum(sparse.query())));
            yield Vectors.sparse(sparse.vector());
          }
        };
    return QueryPoints.newBuilder()
        .setQuery(Query.newBuilder().setNearest(nearest))
        .setUsing(using);
  }

  private SearchParams parameters(Leg leg, boolean exact, boolean filtered) {
    SearchParams.Builder parameters = SearchParams.newBuilder();
    if (leg instanceof Leg.Sparse) {
      return parameters.build();
    }
    parameters.setExact(exact);
    if (!exact) {
      parameters.setHnswEf(Math.max(index.search(), leg.topK()));
      if (filtered) {
        // The graph has edges for namespaces only; this finds the way through what does not pass.
        parameters.setAcorn(AcornSearchParams.newBuilder().setEnable(true));
      }
      if (index.quantization() != IndexConfig.Quantization.NONE) {
        parameters.setQuantization(
            QuantizationSearchParams.newBuilder()
                .setRescore(true)
                .setOversampling(index.quantization().oversampling()));
      }
    }
    return parameters.build();
  }

  private static List<Candidate> candidates(Leg leg, List<ScoredPoint> points) {
    double factor =
        leg instanceof Leg.Sparse(String vector, SparseVector query, int topK)
            ? Vectors.sum(query)
            : 1;
    return points.stream()
        .map(point -> RecordPoints.candidate(point, point.getScore() * factor))
        .sorted(BEST_FIRST)
        .toList();
  }
}
