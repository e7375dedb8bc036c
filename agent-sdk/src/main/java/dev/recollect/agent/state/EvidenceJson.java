package dev.recollect.agent.state;

import dev.recollect.memory.api.value.Evidence;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@link Evidence} as it stands in JSON. */
record EvidenceJson(
    @Nullable Double content,
    @Nullable Double context,
    double coverage,
    double lent,
    @Nullable Integer dense,
    @Nullable Integer sparse,
    boolean near,
    @Nullable List<Double> parts,
    @Nullable Double lifted) {

  static EvidenceJson of(Evidence evidence) {
    return new EvidenceJson(
        boxed(evidence.contentCosine()),
        boxed(evidence.contextCosine()),
        evidence.coverage(),
        evidence.lent(),
        boxed(evidence.denseRank()),
        boxed(evidence.sparseRank()),
        evidence.near(),
        parts(evidence),
        evidence.lifted() == 0 ? null : evidence.lifted());
  }

  /** What relevance, recency and importance gave, in that order. */
  private static @Nullable List<Double> parts(Evidence evidence) {
    return evidence.fromRelevance().isEmpty()
        ? null
        : List.of(
            evidence.fromRelevance().getAsDouble(),
            evidence.fromRecency().orElse(0),
            evidence.fromImportance().orElse(0));
  }

  Evidence toEvidence() {
    Evidence.Builder builder = Evidence.builder().coverage(coverage).lent(lent).near(near);
    if (content != null) {
      builder.contentCosine(content);
    }
    if (context != null) {
      builder.contextCosine(context);
    }
    if (dense != null) {
      builder.denseRank(dense);
    }
    if (sparse != null) {
      builder.sparseRank(sparse);
    }
    if (parts != null) {
      builder.parts(parts.get(0), parts.get(1), parts.get(2));
    }
    if (lifted != null) {
      builder.lifted(lifted);
    }
    return builder.build();
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
