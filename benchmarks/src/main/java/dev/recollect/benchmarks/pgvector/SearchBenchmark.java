package dev.recollect.benchmarks.pgvector;

import com.pgvector.PGvector;
import com.zaxxer.hikari.HikariDataSource;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import dev.recollect.benchmarks.synthetic.SyntheticPassages;
import dev.recollect.benchmarks.synthetic.Timings;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Times a search for the ten nearest of a tenant that has 1 % of the rows, and of one that has ten
 * rows: this backend, the same SQL by hand, and LangChain4j's store as it is by default, all over
 * the same vectors, in turn.
 */
final class SearchBenchmark {

  static final String OTHER_TABLE = "langchain4j_benchmark";

  private static final int DIMENSION = 384;
  private static final int TENANTS = 100;
  private static final int TINY = 10;
  private static final int TOP_K = 10;
  private static final int WARM_UP = 100;
  private static final int ROUNDS = 500;
  private static final int EACH_OTHER = 10;

  private static final String SQL =
      "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),"
          + " set_config('enable_hashjoin', 'off', true),"
          + " set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true);\n"
          + "SELECT * FROM (SELECT namespace, id, parent, part, sequence,"
          + " -(dense_content <#> ?) AS score FROM "
          + BenchmarkServer.SCHEMA
          + ".record_1 WHERE namespace = ?) compared ORDER BY score DESC LIMIT ?";

  private final BenchmarkServer server;
  private final PrintStream out;
  private final int rows;
  private final SyntheticPassages passages = new SyntheticPassages(DIMENSION, 1);
  private final Random random = new Random(2);
  private final Timings ours = new Timings();
  private final Timings tiny = new Timings();
  private final Timings jdbc = new Timings();
  private final Timings langchain = new Timings();
  private final Timings withTexts = new Timings();

  SearchBenchmark(BenchmarkServer server, PrintStream out, int rows) {
    this.server = server;
    this.out = out;
    this.rows = rows;
  }

  private record Row(String namespace, String id, String parent, int part, double score) {}

  void run() throws Exception {
    try (HikariDataSource pool = server.pool()) {
      PgVectorEmbeddingStore store =
          PgVectorEmbeddingStore.datasourceBuilder()
              .datasource(pool)
              .table(OTHER_TABLE)
              .dimension(DIMENSION)
              .dropTableFirst(true)
              .build();
      load(store);
      try (Backend backend = server.open(Map.of())) {
        RecordCollection collection = backend.openCollection(passages.spec("search"));
        server.sql("VACUUM ANALYZE");
        for (int round = -WARM_UP; round < ROUNDS; round++) {
          round(round, collection, pool, store);
        }
      }
    }
    print();
  }

  private void load(PgVectorEmbeddingStore store) {
    try (Backend backend = server.open(Map.of("index", "false"))) {
      RecordCollection collection = backend.openCollection(passages.spec("search"));
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        load(collection, store, SyntheticPassages.tenant(tenant), rows / TENANTS);
      }
      load(collection, store, SyntheticPassages.tenant(TENANTS), TINY);
    }
  }

  private void load(
      RecordCollection collection, PgVectorEmbeddingStore store, Namespace tenant, int count) {
    List<MemoryRecord> records = passages.records(tenant, 0, count);
    collection.upsert(records, CallOptions.none());
    List<Embedding> embeddings = new ArrayList<>();
    List<TextSegment> segments = new ArrayList<>();
    for (MemoryRecord record : records) {
      embeddings.add(Embedding.from(numbers(record)));
      segments.add(
          TextSegment.from(record.text(), Metadata.from("tenant", record.namespace().tenant())));
    }
    store.addAll(embeddings, segments);
  }

  private static float[] numbers(MemoryRecord record) {
    DenseVector vector = Objects.requireNonNull(record.dense().get(SyntheticPassages.VECTOR));
    return ((DenseVector.Values) vector).toArray();
  }

  private void round(
      int round, RecordCollection collection, HikariDataSource pool, PgVectorEmbeddingStore store)
      throws Exception {
    boolean counts = round >= 0;
    Namespace tenant = SyntheticPassages.tenant(random.nextInt(TENANTS));
    DenseVector.Values query = passages.vector();
    Timings.Work mine = () -> requireRows(search(collection, tenant, query));
    Timings.Work hand = () -> requireRows(search(pool, tenant, query));
    Timings first = counts ? (round % 2 == 0 ? ours : jdbc) : new Timings();
    Timings second = counts ? (round % 2 == 0 ? jdbc : ours) : new Timings();
    first.time(round % 2 == 0 ? mine : hand);
    second.time(round % 2 == 0 ? hand : mine);
    (counts ? tiny : new Timings())
        .time(() -> requireRows(search(collection, SyntheticPassages.tenant(TENANTS), query)));
    if (!counts || round % EACH_OTHER == 0) {
      // Its hits have the text, which ours are fetched for.
      (counts ? langchain : new Timings()).time(() -> requireRows(search(store, tenant, query)));
      (counts ? withTexts : new Timings())
          .time(() -> requireRows(searchAndFetch(collection, tenant, query)));
    }
  }

  private static void requireRows(int found) {
    if (found != TOP_K) {
      throw new IllegalStateException(found + " rows of " + TOP_K);
    }
  }

  private static int search(
      RecordCollection collection, Namespace tenant, DenseVector.Values query) {
    return collection.search(request(tenant, query), CallOptions.none()).getFirst().size();
  }

  private static SearchRequest request(Namespace tenant, DenseVector.Values query) {
    return new SearchRequest(
        Set.of(tenant),
        Filter.all(),
        List.of(new Leg.Dense(SyntheticPassages.VECTOR, query, TOP_K)));
  }

  private static int searchAndFetch(
      RecordCollection collection, Namespace tenant, DenseVector.Values query) {
    List<String> ids =
        collection.search(request(tenant, query), CallOptions.none()).getFirst().stream()
            .map(Candidate::id)
            .toList();
    return collection.fetch(tenant, ids, Projection.CONTENT, CallOptions.none()).size();
  }

  private static int search(HikariDataSource pool, Namespace tenant, DenseVector.Values query)
      throws SQLException {
    List<Row> found = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, new PGvector(query.toArray()));
      statement.setString(2, tenant.key());
      statement.setInt(3, TOP_K);
      statement.execute();
      statement.getMoreResults();
      try (ResultSet row = statement.getResultSet()) {
        while (row.next()) {
          found.add(
              new Row(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getInt(4),
                  row.getDouble(6)));
        }
      }
    }
    return found.size();
  }

  private static int search(
      PgVectorEmbeddingStore store, Namespace tenant, DenseVector.Values query) {
    return store
        .search(
            EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(query.toArray()))
                .maxResults(TOP_K)
                .filter(new IsEqualTo("tenant", tenant.tenant()))
                .build())
        .matches()
        .size();
  }

  private void print() {
    out.printf(
        Locale.ROOT,
        "search, %,d rows x %d, tenant of 1 %%, top-%d: this / JDBC by hand p50 %.2f, p90 %.2f;"
            + " LangChain4j / this with texts p50 %.1f; tenant of %d rows / JDBC by hand for 1 %% p50 %.2f"
            + " (JDBC by hand p50 %.2f ms); %d of %d rows always%n",
        rows,
        DIMENSION,
        TOP_K,
        ours.percentile(50) / jdbc.percentile(50),
        ours.percentile(90) / jdbc.percentile(90),
        langchain.percentile(50) / withTexts.percentile(50),
        TINY,
        tiny.percentile(50) / jdbc.percentile(50),
        jdbc.percentile(50),
        TOP_K,
        TOP_K);
  }
}
