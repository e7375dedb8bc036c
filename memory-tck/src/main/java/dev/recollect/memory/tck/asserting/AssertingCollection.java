package dev.recollect.memory.tck.asserting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import dev.recollect.memory.tck.oracle.FilterOracle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A collection that checks what each call returns; see {@link AssertingBackend}. */
final class AssertingCollection implements RecordCollection {

  private static final double ROUNDING = 1e-5;

  private final RecordCollection collection;

  AssertingCollection(RecordCollection collection) {
    this.collection = collection;
  }

  @Override
  public CollectionSpec spec() {
    return Faults.checked(collection::spec);
  }

  @Override
  public void upsert(List<MemoryRecord> records, CallOptions options) {
    Faults.checked(() -> collection.upsert(records, options));
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    Faults.checked(() -> collection.patch(namespace, id, patch, options));
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    Faults.checked(() -> collection.delete(namespace, selection, options));
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    List<MemoryRecord> found =
        Faults.checked(() -> collection.fetch(namespace, ids, projection, options));
    List<String> foundIds = found.stream().map(MemoryRecord::id).toList();
    LinkedHashSet<String> expected = new LinkedHashSet<>(ids);
    expected.retainAll(foundIds);
    assertThat(foundIds).as("fetched, in the order asked for").containsExactlyElementsOf(expected);
    found.forEach(record -> assertRead(record, Set.of(namespace), projection));
    return found;
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    Page<MemoryRecord> page = Faults.checked(() -> collection.scan(request, options));
    assertThat(page.items()).as("scan page").hasSizeLessThanOrEqualTo(request.limit());
    assertThat(page.items().stream().map(record -> new Identity(record.namespace(), record.id())))
        .as("scanned records")
        .doesNotHaveDuplicates();
    page.items().forEach(record -> assertRead(record, request.namespaces(), request.projection()));
    if (request.projection().payload()) {
      assertThat(page.items())
          .as("scanned records pass %s", request.filter())
          .allMatch(record -> FilterOracle.matches(request.filter(), record));
    }
    return page;
  }

  private static void assertRead(
      MemoryRecord record, Set<Namespace> namespaces, Projection projection) {
    assertThat(record.namespace()).as("namespace of %s", record).isIn(namespaces);
    assertThat(projection.text() || record.text().isEmpty()).as("text not asked for").isTrue();
    assertThat(projection.payload() || record.payload().values().isEmpty())
        .as("payload not asked for")
        .isTrue();
    assertThat(record.dense().isEmpty()).as("no dense vectors").isEqualTo(!projection.dense());
    assertThat(record.sparse().isEmpty()).as("no sparse vectors").isEqualTo(!projection.sparse());
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    List<List<Candidate>> found = Faults.checked(() -> collection.search(request, options));
    assertThat(found).as("one list a leg").hasSameSizeAs(request.legs());
    for (int index = 0; index < found.size(); index++) {
      assertRanked(request, request.legs().get(index), found.get(index));
    }
    return found;
  }

  private static void assertRanked(SearchRequest request, Leg leg, List<Candidate> candidates) {
    assertThat(candidates).as("candidates of %s", leg).hasSizeLessThanOrEqualTo(leg.topK());
    assertThat(candidates.stream().map(hit -> new Identity(hit.namespace(), hit.id())))
        .as("candidates of %s", leg)
        .doesNotHaveDuplicates();
    double last = Double.POSITIVE_INFINITY;
    for (Candidate candidate : candidates) {
      assertThat(candidate.namespace()).as("namespace").isIn(request.namespaces());
      assertThat(candidate.score()).as("scores, best first").isLessThanOrEqualTo(last);
      assertScore(leg, candidate.score());
      last = candidate.score();
    }
  }

  private static void assertScore(Leg leg, double score) {
    switch (leg) {
      case Leg.Dense ignored ->
          assertThat(score).as("cosine").isBetween(-1 - ROUNDING, 1 + ROUNDING);
      case Leg.Sparse ignored -> assertThat(score).as("dot product").isPositive().isFinite();
    }
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    long count = Faults.checked(() -> collection.count(namespaces, filter, options));
    assertThat(count).as("count").isNotNegative();
    return count;
  }

  private record Identity(Namespace namespace, String id) {}
}
