package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.denseLike;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One call of each kind that takes options, by name, on a collection that holds records. */
final class EveryCall {

  private EveryCall() {}

  /** Returns the calls; the collection needs records {@code id-0} and {@code id-1} of ACME. */
  static Map<String, Consumer<CallOptions>> of(Backend backend, RecordCollection collection) {
    Map<String, Consumer<CallOptions>> calls = new LinkedHashMap<>();
    calls.putAll(reads(collection));
    calls.putAll(writes(collection));
    backend
        .state()
        .ifPresent(state -> {
          calls.put("state get", options -> state.get("key", options));
          calls.put("state list", options -> state.list("", Cursor.START, options));
          calls.put(
              "state commit",
              options -> state.commit(List.of(new StateChange.Put("key", "value", 0)), options));
        });
    return calls;
  }

  /** Returns the calls that only read. */
  static Map<String, Consumer<CallOptions>> reads(RecordCollection collection) {
    MemoryRecord like = SampleRecords.record(ACME, "id-0");
    Filter all = Filter.all();
    ScanRequest scan = new ScanRequest(Set.of(ACME), all, Projection.KEYS, Cursor.START, 5);
    SearchRequest search = new SearchRequest(Set.of(ACME), all, List.of(denseLike(like, 5)));
    Map<String, Consumer<CallOptions>> calls = new LinkedHashMap<>();
    calls.put("fetch", options -> collection.fetch(ACME, List.of("id-0"), Projection.ALL, options));
    calls.put("scan", options -> collection.scan(scan, options));
    calls.put("search", options -> collection.search(search, options));
    calls.put("count", options -> collection.count(Set.of(ACME), all, options));
    return calls;
  }

  private static Map<String, Consumer<CallOptions>> writes(RecordCollection collection) {
    Patch patch = Patch.set(Payload.builder().put("colour", "red").build());
    MemoryRecord fresh = SampleRecords.record(ACME, "new");
    Map<String, Consumer<CallOptions>> calls = new LinkedHashMap<>();
    calls.put("patch", options -> collection.patch(ACME, "id-0", patch, options));
    calls.put("upsert", options -> collection.upsert(List.of(fresh), options));
    calls.put(
        "delete by id",
        options -> collection.delete(ACME, Selection.ids(List.of("id-1")), options));
    calls.put(
        "delete by filter",
        options -> collection.delete(ACME, Selection.matching(Filter.all()), options));
    return calls;
  }
}
