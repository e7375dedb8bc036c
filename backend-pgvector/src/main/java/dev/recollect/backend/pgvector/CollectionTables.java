package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.CollectionSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of one collection: {@code record_N} with a row for each record, and for each of its
 * sparse vectors {@code posting_N_i} with a row for each term of each record, which triggers keep
 * right whoever writes, as an index would be.
 */
final class CollectionTables {

  /** Rows of up to a page stay whole: a vector beside the row costs a second look-up each. */
  private static final String STORAGE = "toast_tuple_target = 8160";

  private final Names names;
  private final IndexConfig index;
  private final long number;
  private final CollectionSpec spec;

  CollectionTables(Names names, IndexConfig index, long number, CollectionSpec spec) {
    this.names = names;
    this.index = index;
    this.number = number;
    this.spec = spec;
  }

  /**
   * Returns the statements that create them. No samples of texts go into the server's statistics,
   * which help no query of ours and would keep what was deleted.
   */
  List<String> create() {
    List<String> statements = new ArrayList<>();
    statements.add(createRecords());
    statements.add(
        "COMMENT ON TABLE "
            + names.records(number)
            + " IS 'Recollect: records of the collection "
            + spec.name()
            + "'");
    statements.add(
        "ALTER TABLE "
            + names.records(number)
            + " ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN payload SET STATISTICS 0");
    statements.add(
        "CREATE INDEX "
            + names.bare("record_" + number + "_parent")
            + " ON "
            + names.records(number)
            + "(namespace, parent)");
    for (int vector = 0; vector < spec.sparseVectors().size(); vector++) {
      statements.add(createPostings(vector));
    }
    PostingTriggers triggers = new PostingTriggers(names, number, spec);
    statements.add(triggers.createFunction());
    statements.addAll(triggers.createTriggers());
    return statements;
  }

  private String createRecords() {
    StringBuilder columns = new StringBuilder();
    spec.denseVectors()
        .forEach((vector, dimension) ->
            columns
                .append(", ")
                .append(Columns.dense(vector))
                .append(' ')
                .append(names.ofExtension("vector"))
                .append('(')
                .append(dimension)
                .append(") NOT NULL"));
    for (String vector : spec.sparseVectors()) {
      columns.append(", ").append(Columns.terms(vector)).append(" int[] NOT NULL");
      columns.append(", ").append(Columns.weights(vector)).append(" real[] NOT NULL");
    }
    return "CREATE TABLE "
        + names.records(number)
        + "(key bigint GENERATED ALWAYS AS IDENTITY UNIQUE, space bigint NOT NULL, namespace text"
        + " COLLATE \"C\" NOT NULL, lot int NOT NULL, id text COLLATE \"C\" NOT NULL, parent text"
        + " COLLATE \"C\" NOT NULL, part int NOT NULL, sequence bigint, occurred_at timestamptz NOT"
        + " NULL, recorded_at timestamptz NOT NULL, valid_from timestamptz, valid_to timestamptz,"
        + " payload jsonb NOT NULL, text text NOT NULL"
        + columns
        + ", PRIMARY KEY (namespace, lot, id)) WITH ("
        + STORAGE
        + ")";
  }

  /** The key holds all of a row, so that a search reads nothing else: three times as fast. */
  private String createPostings(int vector) {
    return "CREATE TABLE "
        + names.postings(number, vector)
        + "(space bigint NOT NULL, term int NOT NULL, record bigint NOT NULL, weight real NOT NULL,"
        + " PRIMARY KEY (space, term, record) INCLUDE (weight))";
  }

  /** Returns the indexes that may come later than the tables. */
  CollectionIndexes indexes() {
    return new CollectionIndexes(names, index, number, spec);
  }

  /** Returns the statements that remove everything. */
  List<String> drop() {
    List<String> statements = new ArrayList<>();
    statements.add("DROP TABLE IF EXISTS " + names.records(number));
    for (int vector = 0; vector < spec.sparseVectors().size(); vector++) {
      statements.add("DROP TABLE IF EXISTS " + names.postings(number, vector));
    }
    statements.add("DROP FUNCTION IF EXISTS " + names.postingFunction(number));
    return statements;
  }

  String records() {
    return names.records(number);
  }

  /** Returns the table of postings of a sparse vector. */
  String postings(String vector) {
    return names.postings(number, Columns.ordinal(spec, vector));
  }

  CollectionSpec spec() {
    return spec;
  }

  Names names() {
    return names;
  }

  IndexConfig index() {
    return index;
  }
}
