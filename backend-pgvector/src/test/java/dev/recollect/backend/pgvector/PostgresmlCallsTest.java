package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.fake.FakeSettings;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often the server embeds, as the stand-in for PostgresML counts it, and how its vectors are
 * compared.
 */
class PostgresmlCallsTest {

  /** More than are compared one by one, so that searches walk the graph. */
  private static final int MANY = 2_100;

  private static final String QUERY = "thing number 7";

  private StandInDatabase database;

  @BeforeEach
  void createDatabase() {
    database = StandInDatabase.create();
  }

  @AfterEach
  void dropDatabase() {
    if (database != null) {
      database.close();
    }
  }

  private static CollectionSpec spec() {
    return CollectionSpec.builder("texts")
        .dense("content", 16)
        .dense("context", 16)
        .sparse("content")
        .field("size", PayloadType.INT64)
        .build();
  }

  private static MemoryRecord record(int number, String content, String context) {
    return SampleRecords.builder(SampleRecords.ACME, "id-" + number)
        .dense(Map.of("content", DenseVector.embed(content), "context", DenseVector.embed(context)))
        .payload(Payload.of(Map.of("size", PayloadValue.of(number))))
        .build();
  }

  private static void write(RecordCollection collection, int count) {
    collection.upsert(
        IntStream.range(0, count)
            .mapToObj(
                number -> record(number, "thing number " + number, "things around " + number / 10))
            .toList(),
        CallOptions.none());
  }

  private static SearchRequest request(Filter filter, int topK) {
    List<Leg> legs =
        List.of(
            new Leg.Dense("content", DenseVector.embed(QUERY), topK),
            new Leg.Dense("context", DenseVector.embed(QUERY), topK));
    return new SearchRequest(Set.of(SampleRecords.ACME), filter, legs);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, MANY})
  void search_twoLegsOfOneText_embedsItOnce(int records) {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = backend.openCollection(spec());
      write(collection, records);
      for (int time = 1; time <= 12; time++) {
        long before = database.calls();
        List<List<Candidate>> found =
            collection.search(request(Filter.all(), 10), CallOptions.none());

        assertThat(found).allSatisfy(list -> assertThat(list).hasSize(10));
        assertThat(found.getFirst().getFirst().id()).isEqualTo("id-7");
        assertThat(database.calls() - before).as("calls of search %d", time).isEqualTo(1);
      }
    }
  }

  @Test
  void search_graphGivesUpEarly_embedsOnceThoughItIsSearchedAgain() {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = backend.openCollection(spec());
      write(collection, MANY);
      long before = database.calls();
      Filter few = Filter.in("size", List.of(PayloadValue.of(3), PayloadValue.of(2_050)));

      assertThat(collection.search(request(few, 10), CallOptions.none()))
          .allSatisfy(list -> assertThat(list).hasSize(2));
      assertThat(database.calls() - before).isEqualTo(1);
    }
  }

  @Test
  void search_severalTexts_embedsEachOnce() {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = backend.openCollection(spec());
      write(collection, 30);
      List<Leg> legs = new ArrayList<>(request(Filter.all(), 3).legs());
      legs.add(new Leg.Dense("context", DenseVector.embed("things around 2"), 1));
      long before = database.calls();

      List<List<Candidate>> found =
          collection.search(
              new SearchRequest(Set.of(SampleRecords.ACME), Filter.all(), legs),
              CallOptions.none());
      assertThat(found.getLast().getFirst().id()).startsWith("id-2");
      assertThat(database.calls() - before).isEqualTo(2);
    }
  }

  @Test
  void upsert_manyRecords_embedsTheDistinctTextsOfAStatementInOneCall() {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = backend.openCollection(spec());
      long calls = database.calls();
      long texts = database.texts();
      int statements = 3;
      write(collection, statements * Batches.STATEMENT_RECORDS);

      assertThat(database.calls() - calls).isEqualTo(statements);
      // Rows are written in the order of their locks, so that one context is in several statements.
      assertThat(database.texts() - texts).isBetween(660L, 780L);
    }
  }

  @Test
  void upsert_serverThatEmbedsOneTextACall_works() {
    database.run("DROP FUNCTION pgml.embed(text, text[], jsonb)");
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = backend.openCollection(spec());
      write(collection, 30);

      assertThat(collection.search(request(Filter.all(), 3), CallOptions.none()).getFirst())
          .first()
          .satisfies(candidate -> assertThat(candidate.id()).isEqualTo("id-7"));
    }
  }

  @Test
  void upsert_numbersAlone_embedsNothing() {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = backend.openCollection(SampleRecords.spec());
      long before = database.calls();
      collection.upsert(SampleRecords.records(SampleRecords.ACME, 10), CallOptions.none());
      Leg leg = SampleRecords.denseLike(SampleRecords.record(SampleRecords.ACME, "id-3"), 1);

      assertThat(
              collection.search(
                  new SearchRequest(Set.of(SampleRecords.ACME), Filter.all(), List.of(leg)),
                  CallOptions.none()))
          .first()
          .satisfies(list -> assertThat(list.getFirst().id()).isEqualTo("id-3"));
      assertThat(database.calls()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "halfvec"})
  void search_large_usesTheGraphAndEmbedsBeforeIt(String type) throws SQLException {
    Map<String, String> settings = database.settings("vector.type", type);
    try (BackendFixture fixture = database.fixture(settings);
        Backend backend = fixture.open();
        Connection connection = database.connect()) {
      write(backend.openCollection(spec()), MANY);
      connection.setAutoCommit(false);
      Names names = new Names(Objects.requireNonNull(settings.get("schema")), "", "public");
      IndexConfig index =
          new IndexConfig(true, VectorType.valueOf(type.toUpperCase(Locale.ROOT)), 16, 64, 100);
      SearchRequest request = request(Filter.all(), 10);
      VectorExpressions vectors = vectors(names, settings).queried(request);
      SearchSql sql = new SearchSql(new CollectionTables(names, index, 1, spec()), vectors);
      run(connection, Sql.of(SearchSql.SETTINGS));
      run(connection, sql.walking(new SearchCost.Walk(true, 100, MANY)));
      run(connection, vectors.before().orElseThrow());
      long before = database.calls();

      String plan =
          run(
              connection,
              Sql.of("EXPLAIN (COSTS OFF) ")
                  .add(sql.nearest(request, (Leg.Dense) request.legs().getFirst())));
      assertThat(plan)
          .contains("Index Scan using record_1_" + type + "_0")
          .contains("Order By: ")
          .doesNotContain("Sort Key: ((record_1.dense")
          .doesNotContain("pgml");
      assertThat(database.calls()).as("calls while explaining").isEqualTo(before);
    }
  }

  private static DenseSyntax vectors(Names names, Map<String, String> settings) {
    ServerModel model = new ServerModel(StandInDatabase.TINY, "{}", 16, 512);
    FakeSettings given = FakeSettings.of(PostgresmlSettings.all(), settings);
    return new ServerVectors(
        names, model, true, new EmbedFaults(PgvectorSettings.read(given), model, given));
  }

  private static String run(Connection connection, Sql sql) throws SQLException {
    StringBuilder lines = new StringBuilder();
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      sql.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          lines.append(rows.getString(1)).append('\n');
        }
      }
    }
    return lines.toString();
  }
}
