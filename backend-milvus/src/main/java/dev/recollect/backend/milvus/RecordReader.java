package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.ScanRequest;
import dev.recollect.memory.api.spi.support.CallBatches;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Page;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.QueryRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reads of one collection that rank nothing. All see every write acknowledged before. */
final class RecordReader {

  private static final String LISTING = "records";
  private static final String COUNT = "count(*)";

  private static final long PAGE_BYTES = 4L * 1024 * 1024;

  /** Records in one answer, which a server keeps below 100 MiB. */
  private static final int WHOLE_RECORDS = 200;

  private static final int SMALL_RECORDS = 1_000;

  private final Rpc rpc;
  private final String physical;
  private final CollectionSpec spec;

  RecordReader(Rpc rpc, String physical, CollectionSpec spec) {
    this.rpc = rpc;
    this.physical = physical;
    this.spec = spec;
  }

  List<MemoryRecord> fetch(
      Namespace namespace, List<String> ids, Projection projection, CallOptions options) {
    rpc.check(options);
    List<String> keys =
        new LinkedHashSet<>(ids).stream().map(id -> Keys.record(namespace, id)).toList();
    return fetch(keys, projection, options);
  }

  /** Returns the records of the keys, as far as they exist, in their order. */
  List<MemoryRecord> fetch(List<String> keys, Projection projection, CallOptions options) {
    CallOptions bounded = rpc.bounded(options);
    Map<String, MemoryRecord> found = new HashMap<>();
    int most = projection.equals(Projection.KEYS) ? SMALL_RECORDS : WHOLE_RECORDS;
    for (List<String> part : CallBatches.ofIds(keys, most).all()) {
      query(Expression.keys(part), projection, bounded)
          .forEach(record -> found.put(Keys.record(record.namespace(), record.id()), record));
    }
    return keys.stream().filter(found::containsKey).map(found::get).toList();
  }

  private List<MemoryRecord> query(String expression, Projection projection, CallOptions options) {
    QueryRequest.Builder request = request(expression);
    request.addAllOutputFields(RecordRows.fields(spec, projection));
    return rows(request, options).records(spec);
  }

  private RecordRows rows(QueryRequest.Builder request, CallOptions options) {
    return new RecordRows(rpc.read(Method.QUERY, request.build(), options).getFieldsDataList());
  }

  private QueryRequest.Builder request(String expression) {
    return QueryRequest.newBuilder()
        .setCollectionName(physical)
        .setExpr(expression)
        .setConsistencyLevel(ConsistencyLevel.Strong);
  }

  long count(Set<Namespace> namespaces, Filter filter, CallOptions options) {
    rpc.check(options);
    if (namespaces.isEmpty()) {
      return 0;
    }
    QueryRequest.Builder request = request(Expression.of(namespaces, filter));
    request.addOutputFields(COUNT);
    return rpc.read(Method.QUERY, request.build(), options)
        .getFieldsData(0)
        .getScalars()
        .getLongData()
        .getData(0);
  }

  /** Returns the matching records with their vectors, at most so many. */
  List<MemoryRecord> matching(String expression, int most, CallOptions options) {
    List<MemoryRecord> found = new ArrayList<>();
    CallOptions bounded = rpc.bounded(options);
    String after = "";
    while (found.size() < most) {
      RecordRows keys =
          keys(expression, after, Math.min(most - found.size(), WHOLE_RECORDS), bounded);
      if (keys.size() == 0) {
        break;
      }
      List<String> part = new ArrayList<>();
      for (int row = 0; row < keys.size(); row++) {
        part.add(keys.text(Columns.KEY, row));
      }
      after = part.getLast();
      found.addAll(fetch(part, new Projection(false, false, true, true), bounded));
    }
    return found;
  }

  /**
   * Walks in the order of the keys: a record that is deleted and written again comes back to the
   * same place, so no walk meets it twice.
   */
  Page<MemoryRecord> scan(ScanRequest request, CallOptions options) {
    String after = place(request.cursor());
    rpc.check(options);
    CallOptions bounded = rpc.bounded(options);
    String expression = Expression.of(request.namespaces(), request.filter());
    RecordRows rows = keys(expression, after, request.limit(), bounded);
    List<String> keys = new ArrayList<>();
    long bytes = 0;
    for (int row = 0; row < rows.size() && bytes < PAGE_BYTES; row++) {
      keys.add(rows.text(Columns.KEY, row));
      bytes += rows.number(Columns.BYTES, row);
    }
    if (keys.isEmpty()) {
      return Page.last(List.of());
    }
    List<MemoryRecord> items = fetch(keys, request.projection(), bounded);
    boolean more = keys.size() < rows.size() || rows.size() == request.limit();
    return more ? Page.of(items, Cursor.of(LISTING, keys.getLast())) : Page.last(items);
  }

  private static String place(Cursor cursor) {
    String place = cursor.place(LISTING);
    if (!cursor.isStart() && !Keys.isKey(place)) {
      throw MemoryException.invalid(
          "'" + cursor.token() + "' is no cursor of this store; pass on that of the last page");
    }
    return place;
  }

  /** Lite sorts only what says that it iterates. */
  private RecordRows keys(String expression, String after, int limit, CallOptions options) {
    String behind =
        after.isEmpty() ? expression : Columns.KEY + " > \"" + after + "\" and " + expression;
    QueryRequest.Builder request = request(behind);
    request
        .addOutputFields(Columns.KEY)
        .addOutputFields(Columns.ID)
        .addOutputFields(Columns.BYTES)
        .addQueryParams(Schema.pair("limit", Integer.toString(limit)))
        .addQueryParams(Schema.pair("iterator", "True"))
        .addQueryParams(Schema.pair("reduce_stop_for_best", "True"));
    return rows(request, options);
  }
}
