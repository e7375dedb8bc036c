package dev.recollect.memory.core.inmemory;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.exact.ExactRanking;
import dev.recollect.memory.api.spi.exact.FilterMatcher;
import dev.recollect.memory.api.spi.support.StoreErrors;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Records in sorted maps, one a namespace; every search looks at all of them. Of checked arguments.
 */
final class InMemoryCollection implements RecordCollection {

  private final Gate gate;
  private final TreeMap<Namespace, TreeMap<String, MemoryRecord>> records = new TreeMap<>();
  private volatile CollectionSpec spec;
  private boolean dropped;

  InMemoryCollection(Gate gate, CollectionSpec spec) {
    this.gate = gate;
    this.spec = spec;
  }

  /** Adds the fields of another spec; the caller holds the lock for writing. */
  void declare(CollectionSpec requested) {
    spec = requested.mergedInto(spec);
  }

  /** Forgets all records and refuses further calls; the caller holds the lock for writing. */
  void drop() {
    dropped = true;
    records.clear();
  }

  @Override
  public CollectionSpec spec() {
    return spec;
  }

  @Override
  public void upsert(List<MemoryRecord> batch, CallOptions options) {
    write(options, () -> batch.forEach(this::put));
  }

  private void put(MemoryRecord record) {
    records.computeIfAbsent(record.namespace(), any -> new TreeMap<>()).put(record.id(), record);
  }

  @Override
  public void patch(Namespace namespace, String id, Patch patch, CallOptions options) {
    write(
        options,
        () -> {
          MemoryRecord present = in(namespace).get(id);
          if (present == null) {
            throw StoreErrors.noRecord(namespace, id);
          }
          put(patch.applyTo(present));
        });
  }

  @Override
  public void delete(Namespace namespace, Selection selection, CallOptions options) {
    write(
        options,
        () -> {
          switch (selection) {
            case Selection.Ids(List<String> ids) -> ids.forEach(in(namespace)::remove);
            case Selection.Matching(Filter filter) ->
                in(namespace).values().removeIf(FilterMatcher.of(filter));
          }
          if (in(namespace).isEmpty()) {
            records.remove(namespace);
          }
        });
  }

  @Override
  public List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    return read(
        options,
        () -> {
          Map<String, MemoryRecord> present = in(namespace);
          return new LinkedHashSet<>(ids)
              .stream()
                  .flatMap(id -> Stream.ofNullable(present.get(id)))
                  .map(record -> projection.applyTo(record))
                  .toList();
        });
  }

  @Override
  public Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    return read(options, () -> page(request));
  }

  private Page<MemoryRecord> page(ScanRequest request) {
    Predicate<MemoryRecord> passes = FilterMatcher.of(request.filter());
    Place place = Place.decode(request.cursor());
    List<MemoryRecord> page = new ArrayList<>();
    for (Map.Entry<Namespace, TreeMap<String, MemoryRecord>> entry : records.entrySet()) {
      if (!request.namespaces().contains(entry.getKey())) {
        continue;
      }
      for (MemoryRecord record : place.after(entry.getKey(), entry.getValue())) {
        if (passes.test(record)) {
          if (page.size() == request.limit()) {
            return Page.of(page, Place.of(page.getLast()).encode());
          }
          page.add(request.projection().applyTo(record));
        }
      }
    }
    return Page.last(page);
  }

  @Override
  public List<List<Candidate>> search(SearchRequest request, CallOptions options) {
    return read(
        options,
        () -> {
          List<MemoryRecord> passing =
              passing(request.namespaces(), FilterMatcher.of(request.filter())).toList();
          return request.legs().stream()
              .map(leg -> ExactRanking.best(leg, passing, options))
              .toList();
        });
  }

  @Override
  public long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    return read(options, () -> passing(namespaces, FilterMatcher.of(filter)).count());
  }

  private Stream<MemoryRecord> passing(Set<Namespace> namespaces, Predicate<MemoryRecord> passes) {
    return namespaces.stream().flatMap(namespace -> in(namespace).values().stream()).filter(passes);
  }

  private Map<String, MemoryRecord> in(Namespace namespace) {
    TreeMap<String, MemoryRecord> present = records.get(namespace);
    return present == null ? new TreeMap<>() : present;
  }

  private <T> T read(CallOptions options, Supplier<T> work) {
    return gate.read(
        options,
        () -> {
          requirePresent();
          return work.get();
        });
  }

  private void write(CallOptions options, Runnable work) {
    gate.write(
        options,
        () -> {
          requirePresent();
          work.run();
          return true;
        });
  }

  private void requirePresent() {
    if (dropped) {
      throw StoreErrors.dropped(spec.name());
    }
  }
}
