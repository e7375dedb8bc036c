package dev.recollect.backend.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.spi.Backend;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.tck.contract.BackendFixture;
import dev.recollect.memory.tck.sample.SampleRecords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the server at opening, and what is refused. PostgresML is a stand-in here. */
class PostgresmlOpeningTest {

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

  private MemoryException refused(ErrorKind kind, Map<String, String> settings) {
    try (BackendFixture fixture = database.fixture(settings)) {
      MemoryException error =
          assertThatExceptionOfType(MemoryException.class).isThrownBy(fixture::open).actual();
      assertThat(error.kind()).as("kind of: %s", error.getMessage()).isEqualTo(kind);
      assertThat(error.toString()).doesNotContain(database.password() + "@");
      return error;
    }
  }

  private StoreEmbedding embedding(Map<String, String> settings) {
    try (BackendFixture fixture = database.fixture(settings);
        Backend backend = fixture.open()) {
      return backend.capabilities().embedding().orElseThrow();
    }
  }

  private static RecordCollection openTexts(Backend backend) {
    return backend.openCollection(
        CollectionSpec.builder("texts").dense("content", 16).sparse("content").build());
  }

  private static void write(RecordCollection collection, String text) {
    collection.upsert(
        List.of(
            SampleRecords.builder(SampleRecords.ACME, text)
                .dense(Map.of("content", DenseVector.embed(text)))
                .build()),
        CallOptions.none());
  }

  private static void search(RecordCollection collection, String text) {
    Leg leg = new Leg.Dense("content", DenseVector.embed(text), 3);
    collection.search(
        new SearchRequest(Set.of(SampleRecords.ACME), Filter.all(), List.of(leg)),
        CallOptions.none());
  }

  @Test
  void open_dimensionNotSet_asksTheServerOnce() {
    StoreEmbedding found =
        embedding(database.settings("transformer", "intfloat/e5-small-v2", "tokens", "256"));

    assertThat(found.identity())
        .isEqualTo(
            new EmbeddingIdentity(
                "intfloat/e5-small-v2", "postgresml", "default", "default", 384, ""));
    assertThat(found.maximumTokens()).isEqualTo(256);
    assertThat(database.calls()).isEqualTo(1);
  }

  @Test
  void open_dimensionSet_asksTheServerOnlyBeforeThereIsACollection() {
    Map<String, String> settings = database.settings("dimension", "16");
    try (BackendFixture fixture = database.fixture(settings)) {
      try (Backend backend = fixture.open()) {
        openTexts(backend);
      }
      fixture.open().close();
    }
    assertThat(database.calls()).isEqualTo(1);
  }

  @Test
  void open_kwargs_arePartOfTheIdentityWhateverTheirOrder() {
    String kwargs = "{ \"prompt\":\"query: \", \"device\" : \"cpu\" }";
    String turned = "{\"device\": \"cpu\", \"prompt\": \"query: \"}";

    StoreEmbedding found = embedding(database.settings("kwargs", kwargs));
    assertThat(found.identity().instruction())
        .isEqualTo("{\"device\": \"cpu\", \"prompt\": \"query: \"}");
    assertThat(embedding(database.settings("kwargs", turned))).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "{\"a\":1", "{} {}", "{\"a\":1,\"a\":2}", "null", "{'a':1}"})
  void open_kwargsThatAreNoObject_isRefused(String kwargs) {
    assertThat(refused(ErrorKind.CONFIGURATION, database.settings("kwargs", kwargs)))
        .hasMessageContaining("kwargs")
        .hasMessageContaining("{\"device\": \"cpu\"}");
  }

  @Test
  void open_transformerBlank_isRefused() {
    assertThat(refused(ErrorKind.CONFIGURATION, database.settings("transformer", " ")))
        .hasMessageContaining("transformer")
        .hasMessageContaining("intfloat/e5-small-v2");
  }

  @Test
  void open_unknownModel_namesItAndWhatTheServerSaid() {
    assertThat(refused(ErrorKind.CONFIGURATION, database.settings("transformer", "no/such")))
        .hasMessageContaining("'no/such'")
        .hasMessageContaining("OSError: no/such is not a local folder and is not a valid model")
        .hasMessageContaining(database.authority())
        .hasMessageContaining("transformer");
  }

  @Test
  void open_anotherDimensionThanTheModels_namesBoth() {
    assertThat(refused(ErrorKind.CONFIGURATION, database.settings("dimension", "384")))
        .hasMessageContaining("16 dimensions")
        .hasMessageContaining("dimension is 384");
  }

  @Test
  void open_withoutPostgresml_saysWhatToInstall() {
    try (StandInDatabase plain = StandInDatabase.empty();
        BackendFixture fixture = plain.fixture(plain.settings())) {
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(fixture::open)
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .withMessageContaining("pgml.embed")
          .withMessageContaining("ghcr.io/postgresml/postgresml")
          .withMessageContaining("CREATE EXTENSION pgml;");
    }
  }

  @Test
  void open_schemaWithoutTheFunction_saysWhatToInstall() {
    database.run("DROP FUNCTION pgml.embed(text, text, jsonb)");

    assertThat(refused(ErrorKind.CONFIGURATION, database.settings()))
        .hasMessageContaining("CREATE EXTENSION pgml;");
  }

  @Test
  void open_roleWithoutTheSchema_saysWhatToGrant() {
    String role = "role_" + database.name();
    database.run(
        "CREATE ROLE " + role + " LOGIN PASSWORD 'x'",
        "GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
    try {
      Map<String, String> settings = database.settings();
      settings.put(
          "url", "postgresql://" + role + ":x@" + database.authority() + "/" + database.name());
      assertThat(refused(ErrorKind.CONFIGURATION, settings))
          .hasMessageContaining("GRANT USAGE ON SCHEMA pgml TO \"" + role + "\";");
    } finally {
      database.run("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
    }
  }

  @Test
  void open_modelThatTakesTooLong_isADeadlineThatSaysWhatToRun() {
    database.run(
        "CREATE OR REPLACE FUNCTION pgml.embed(transformer text, text text, kwargs jsonb DEFAULT"
            + " '{}') RETURNS real[] LANGUAGE sql VOLATILE AS 'SELECT ARRAY[1]::real[] FROM"
            + " pg_sleep(60)'");

    assertThat(refused(ErrorKind.DEADLINE, database.settings("timeout", "500ms")))
        .hasMessageContaining("500 ms")
        .hasMessageContaining("pgml.embed")
        .hasMessageContaining("timeout");
  }

  @Test
  void upsert_modelGoneMeanwhile_namesItAndStoresNothing() {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = openTexts(backend);
      database.run(
          "CREATE OR REPLACE FUNCTION pgml.stand_in_dimension(transformer text) RETURNS int"
              + " LANGUAGE sql IMMUTABLE AS 'SELECT NULL::int'");

      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> write(collection, "a blue boat"))
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .withMessageContaining(StandInDatabase.TINY)
          .withMessageContaining("OSError");
      assertThat(count(collection)).isZero();
    }
  }

  @Test
  void call_modelOfAnotherDimensionMeanwhile_namesBoth() {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = openTexts(backend);
      write(collection, "a red boat");
      database.run(
          "CREATE OR REPLACE FUNCTION pgml.stand_in_dimension(transformer text) RETURNS int"
              + " LANGUAGE sql IMMUTABLE AS 'SELECT 20'");

      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> write(collection, "a blue boat"))
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .withMessageContaining("20 dimensions")
          .withMessageContaining("has 16");
      assertThat(count(collection)).isOne();
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> search(collection, "a blue boat"))
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .withMessageContaining("20 dimensions")
          .withMessageContaining("has 16");
    }
  }

  @Test
  void upsert_extensionGoneMeanwhile_saysWhatToInstall() {
    try (BackendFixture fixture = database.fixture(database.settings());
        Backend backend = fixture.open()) {
      RecordCollection collection = openTexts(backend);
      database.run("DROP SCHEMA pgml CASCADE");

      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> write(collection, "a blue boat"))
          .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .withMessageContaining("CREATE EXTENSION pgml;");
    }
  }

  private static long count(RecordCollection collection) {
    return collection.count(Set.of(SampleRecords.ACME), Filter.all(), CallOptions.none());
  }
}
