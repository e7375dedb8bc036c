package dev.recollect.benchmarks.backends;

/** What is timed. */
enum Operation {
  TENANT("search by vector, tenant of 1 %"),
  WHOLE("search by vector, all tenants"),
  HYBRID("search by vector and words, tenant of 1 %"),
  UPSERT("upsert of one record"),
  UPSERTS("upsert of 200 records");

  private final String words;

  Operation(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
