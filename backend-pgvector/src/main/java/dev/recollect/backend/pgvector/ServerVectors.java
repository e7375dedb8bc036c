package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.DenseVector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that the server computes from text. Each text is embedded once: those of a statement that
 * writes by one call for all of them, those of a search before its legs. Numbers are taken as well.
 */
final class ServerVectors implements DenseSyntax {

  /** Where a search keeps its vectors: settings last until the transaction's end, unlike tables. */
  private static final String SETTING = "recollect.query_";

  private final Names names;
  private final ServerModel model;
  private final boolean batches;
  private final EmbedFaults faults;

  /**
   * Creates the syntax.
   *
   * @param batches whether the server embeds several texts in one call
   */
  ServerVectors(Names names, ServerModel model, boolean batches, EmbedFaults faults) {
    this.names = names;
    this.model = model;
    this.batches = batches;
    this.faults = faults;
  }

  @Override
  public Optional<StoreEmbedding> embedding() {
    return Optional.of(model.embedding());
  }

  /** Embedding takes long, and a transaction should not: each statement is one. */
  @Override
  public int transactionRecords(List<MemoryRecord> records) {
    boolean numbers =
        records.stream()
            .flatMap(record -> record.dense().values().stream())
            .allMatch(DenseVector.Values.class::isInstance);
    return numbers ? Batches.TRANSACTION_RECORDS : Batches.STATEMENT_RECORDS;
  }

  @Override
  public VectorExpressions written(List<MemoryRecord> records) {
    List<String> texts =
        texts(records.stream().flatMap(record -> record.dense().values().stream()));
    Sql before = texts.isEmpty() ? null : embedded(texts);
    return new Expressions(
        before, places(texts), place -> Sql.of("(SELECT vectors[?] FROM embedded)", place + 1));
  }

  private static List<String> texts(Stream<DenseVector> vectors) {
    LinkedHashSet<String> texts = new LinkedHashSet<>();
    vectors.forEach(vector -> {
      if (vector instanceof DenseVector.TextToEmbed(String text)) {
        texts.add(text);
      }
    });
    return List.copyOf(texts);
  }

  private static Map<String, Integer> places(List<String> texts) {
    Map<String, Integer> places = new HashMap<>();
    texts.forEach(text -> places.put(text, places.size()));
    return places;
  }

  /** One row with one array, so that rows are written in the order in which they are given. */
  private Sql embedded(List<String> texts) {
    return Sql.of("WITH embedded AS MATERIALIZED (SELECT pg_catalog.array_agg(")
        .add(unit("each.numbers") + " ORDER BY each.place) AS vectors FROM ")
        .add(calls(texts.toArray(String[]::new)))
        .add(" AS each(numbers, place)) ");
  }

  private Sql calls(String[] texts) {
    return batches
        ? Sql.of(
            "pgml.embed(?::text, ?::text[], ?::jsonb) WITH ORDINALITY",
            model.transformer(),
            texts,
            model.kwargs())
        : Sql.of(
            "(SELECT pgml.embed(?::text, t.text, ?::jsonb), t.place"
                + " FROM pg_catalog.unnest(?::text[]) WITH ORDINALITY AS t(text, place))",
            model.transformer(),
            model.kwargs(),
            texts);
  }

  private String unit(String numbers) {
    String type = names.ofExtension("vector");
    return names.ofExtension("l2_normalize") + "((" + numbers + ")::" + type + ")";
  }

  @Override
  public VectorExpressions queried(SearchRequest request) {
    List<String> texts =
        texts(
            request.legs().stream()
                .filter(Leg.Dense.class::isInstance)
                .map(leg -> ((Leg.Dense) leg).query()));
    Sql before = texts.isEmpty() ? null : kept(texts);
    String type = names.ofExtension("vector");
    return new Expressions(
        before,
        places(texts),
        place ->
            Sql.of("(SELECT pg_catalog.current_setting('" + SETTING + place + "')::" + type + ")"));
  }

  /** Returns the statement that embeds; of the vectors nothing but their length comes back. */
  private Sql kept(List<String> texts) {
    Sql sql = Sql.of("SELECT ");
    for (int place = 0; place < texts.size(); place++) {
      String vector = unit("pgml.embed(?::text, ?::text, ?::jsonb)");
      sql.add(
          (place == 0 ? "" : ", ")
              + "pg_catalog.length(pg_catalog.set_config('"
              + SETTING
              + place
              + "', "
              + vector
              + "::text, true))",
          model.transformer(),
          texts.get(place),
          model.kwargs());
    }
    return sql;
  }

  @Override
  public MemoryException explained(MemoryException failure) {
    return faults.explained(failure);
  }

  /** Returns the expression for the text at a place, from 0. */
  private interface Embedded {
    Sql at(int place);
  }

  private record Expressions(@Nullable Sql making, Map<String, Integer> places, Embedded embedded)
      implements VectorExpressions {

    @Override
    public Optional<Sql> before() {
      return Optional.ofNullable(making);
    }

    @Override
    public Sql of(DenseVector vector) {
      return vector instanceof DenseVector.TextToEmbed(String text)
          ? embedded.at(Objects.requireNonNull(places.get(text)))
          : LiteralVectors.literal(vector);
    }
  }
}
