package dev.recollect.benchmarks.client;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.SparseVector;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Milvus's own client, by hand, on collections that the backend made. */
final class PlainMilvus implements PlainClient {

  private static final List<String> IDENTITY =
      List.of("namespace", "id", "parent", "part", "sequence");
  private static final int EF = 100;
  private static final long NO_MOMENT = -1_000_000_000_000_000_000L;
  private static final long MICROS = 1_000_000;
  private static final Gson JSON = new Gson();

  private final MilvusClientV2 client;

  PlainMilvus(MilvusClientV2 client) {
    this.client = client;
  }

  static String physical(String collection) {
    return StoreBackend.PREFIX + collection;
  }

  private record Row(String namespace, String id, String parent, long part, float score) {}

  @Override
  public int search(
      String collection, Set<Namespace> namespaces, DenseVector.Values query, int topK) {
    List<SearchResult> results =
        client
            .search(
                SearchReq.builder()
                    .collectionName(physical(collection))
                    .annsField("dense_content")
                    .data(List.of(new FloatVec(query.toArray())))
                    .filter(filter(namespaces))
                    .limit(topK)
                    .outputFields(IDENTITY)
                    .searchParams(Map.of("ef", EF))
                    .consistencyLevel(ConsistencyLevel.STRONG)
                    .build())
            .getSearchResults()
            .getFirst();
    return results.stream().map(PlainMilvus::row).toList().size();
  }

  private static String filter(Set<Namespace> namespaces) {
    return namespaces.stream()
        .map(namespace -> "\"" + digest(namespace.key()) + "\"")
        .collect(Collectors.joining(", ", "space in [", "]"));
  }

  private static Row row(SearchResult result) {
    Map<String, Object> fields = result.getEntity();
    return new Row(
        (String) field(fields, "namespace"),
        (String) field(fields, "id"),
        (String) field(fields, "parent"),
        (Long) field(fields, "part"),
        result.getScore());
  }

  private static Object field(Map<String, Object> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  @Override
  public void upsert(String collection, List<MemoryRecord> records, int batch) {
    for (int start = 0; start < records.size(); start += batch) {
      List<JsonObject> rows = new ArrayList<>();
      for (MemoryRecord record : records.subList(start, Math.min(records.size(), start + batch))) {
        rows.add(row(record));
      }
      client.upsert(UpsertReq.builder().collectionName(physical(collection)).data(rows).build());
    }
  }

  private static JsonObject row(MemoryRecord record) {
    JsonObject row = new JsonObject();
    row.addProperty("key", digest(record.namespace().key() + record.id()));
    row.addProperty("space", digest(record.namespace().key()));
    row.addProperty("namespace", record.namespace().key());
    row.addProperty("id", record.id());
    row.addProperty("parent", record.parent());
    row.addProperty("parent_term", record.parent());
    row.addProperty("part", (long) record.part());
    row.addProperty("lot", record.lot());
    row.addProperty("sequence", 0L);
    row.addProperty("occurred_at", record.occurredAt().getEpochSecond() * MICROS);
    row.addProperty("recorded_at", record.recordedAt().getEpochSecond() * MICROS);
    row.addProperty("valid_from", NO_MOMENT);
    row.addProperty("valid_to", NO_MOMENT);
    row.addProperty("bytes", (long) record.text().length());
    row.addProperty("text", record.text());
    String payload = record.payload().values().toString();
    row.addProperty("payload", payload);
    row.addProperty("terms", payload);
    row.add("payload_values", new JsonObject());
    row.add("dense_content", JSON.toJsonTree(numbers(record)));
    row.add("sparse_content", JSON.toJsonTree(terms(record)));
    return row;
  }

  private static float[] numbers(MemoryRecord record) {
    DenseVector vector = Objects.requireNonNull(record.dense().get(SyntheticPassages.VECTOR));
    return ((DenseVector.Values) vector).toArray();
  }

  private static SortedMap<Long, Float> terms(MemoryRecord record) {
    SparseVector vector = Objects.requireNonNull(record.sparse().get(SyntheticPassages.VECTOR));
    SortedMap<Long, Float> terms = new TreeMap<>();
    for (int index = 0; index < vector.size(); index++) {
      terms.put(Integer.toUnsignedLong(vector.term(index)), vector.weight(index));
    }
    return terms;
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
