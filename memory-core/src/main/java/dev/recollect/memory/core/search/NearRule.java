package dev.recollect.memory.core.search;

/** Whether the evidence for a hit is strong enough to answer from. */
final class NearRule {

  private final AnalyzedQuery query;

  NearRule(AnalyzedQuery query) {
    this.query = query;
  }

  boolean near(double contentCosine, double contextCosine, WholeRecord whole) {
    double coverage =
        whole.parts().stream().mapToDouble(part -> Evidences.coverage(query, part)).max().orElse(0);
    return contentCosine + 0.4 * coverage >= 0.9 || contextCosine > 0.9;
  }
}
