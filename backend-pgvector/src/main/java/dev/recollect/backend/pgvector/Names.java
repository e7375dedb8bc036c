package dev.recollect.backend.pgvector;

/**
 * The names of everything a store has in its schema, qualified and quoted. Nothing relies on the
 * search path, which a pooler may change.
 *
 * @param schema name of the schema
 * @param prefix what all names begin with
 * @param extensionSchema name of the schema that has pgvector's types and operators
 */
record Names(String schema, String prefix, String extensionSchema) {

  String schemaName() {
    return quoted(schema);
  }

  String version() {
    return table("version");
  }

  String state() {
    return table("state");
  }

  String stateVersion() {
    return table("state_version");
  }

  String collections() {
    return table("collection");
  }

  String records(long number) {
    return table("record_" + number);
  }

  String postings(long number, int vector) {
    return table("posting_" + number + "_" + vector);
  }

  String postingFunction(long number) {
    return table("index_terms_" + number);
  }

  /** Returns a name of the schema. */
  String table(String name) {
    return quoted(schema) + "." + quoted(prefix + name);
  }

  /** Returns a name in the schema without the schema, as CREATE INDEX wants it. */
  String bare(String name) {
    return quoted(prefix + name);
  }

  /** Returns a type of pgvector, or one of its operator classes or functions. */
  String ofExtension(String name) {
    return quoted(extensionSchema) + "." + name;
  }

  /** Returns the operator of pgvector that yields the negative inner product. */
  String negativeInnerProduct() {
    return "OPERATOR(" + quoted(extensionSchema) + ".<#>)";
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
