package dev.recollect.backend.pgvector;

import dev.recollect.memory.api.spi.CollectionSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The triggers that keep the postings of a collection as its records say, whoever writes them: one
 * for each kind of statement, all with the function that this makes.
 *
 * <p>Each command of the function sees what others have committed by then, so two writers of one
 * record, of whom the second waited for the first, leave the postings of the second. It never scans
 * a table, because what the planner knows of the rows that a statement changed is a guess. Postings
 * that go are looked up one by one from those rows (OFFSET 0 keeps that order) and deleted by their
 * place: a plan that a session has kept from when the table was empty could begin with all
 * postings.
 */
final class PostingTriggers {

  private static final String INSERTED =
      """
          INSERT INTO %1$s(space, record, term, weight)
          SELECT n.space, n.key, t.term, t.weight
          FROM new_rows n, unnest(n.%2$s, n.%3$s) AS t(term, weight);
      """;

  private static final String UPDATED =
      """
          DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
            SELECT p.ctid FROM (
              SELECT o.space, o.key, unnest(o.%2$s) AS term
              FROM old_rows o JOIN new_rows n USING (key)
              WHERE (o.%2$s, o.%3$s) IS DISTINCT FROM (n.%2$s, n.%3$s)) gone
            CROSS JOIN LATERAL (
              SELECT q.ctid FROM %1$s q
              WHERE q.space = gone.space AND q.term = gone.term AND q.record = gone.key
              OFFSET 0) p));
          INSERT INTO %1$s(space, record, term, weight)
          SELECT n.space, n.key, t.term, t.weight
          FROM old_rows o JOIN new_rows n USING (key), unnest(n.%2$s, n.%3$s) AS t(term, weight)
          WHERE (o.%2$s, o.%3$s) IS DISTINCT FROM (n.%2$s, n.%3$s);
      """;

  private static final String DELETED =
      """
          DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
            SELECT p.ctid FROM (
              SELECT o.space, o.key, unnest(o.%2$s) AS term FROM old_rows o) gone
            CROSS JOIN LATERAL (
              SELECT q.ctid FROM %1$s q
              WHERE q.space = gone.space AND q.term = gone.term AND q.record = gone.key
              OFFSET 0) p));
      """;

  private static final Map<String, String> TABLES =
      Map.of(
          "INSERT", "NEW TABLE AS new_rows",
          "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows",
          "DELETE", "OLD TABLE AS old_rows");

  private final Names names;
  private final long number;
  private final CollectionSpec spec;

  PostingTriggers(Names names, long number, CollectionSpec spec) {
    this.names = names;
    this.number = number;
    this.spec = spec;
  }

  String createFunction() {
    return """
    CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $body$
    BEGIN
      IF TG_OP = 'INSERT' THEN
    %s  ELSIF TG_OP = 'UPDATE' THEN
    %s  ELSE
    %s  END IF;
      RETURN NULL;
    END $body$\
    """
        .formatted(
            names.postingFunction(number), forEach(INSERTED), forEach(UPDATED), forEach(DELETED));
  }

  private String forEach(String command) {
    return spec.sparseVectors().stream()
        .map(vector ->
            command.formatted(
                names.postings(number, Columns.ordinal(spec, vector)),
                Columns.terms(vector),
                Columns.weights(vector)))
        .collect(Collectors.joining());
  }

  List<String> createTriggers() {
    return List.of("INSERT", "UPDATE", "DELETE").stream().map(this::createTrigger).toList();
  }

  private String createTrigger(String operation) {
    return "CREATE TRIGGER index_terms_"
        + operation.toLowerCase(java.util.Locale.ROOT)
        + " AFTER "
        + operation
        + " ON "
        + names.records(number)
        + " REFERENCING "
        + TABLES.get(operation)
        + " FOR EACH STATEMENT EXECUTE FUNCTION "
        + names.postingFunction(number)
        + "()";
  }
}
