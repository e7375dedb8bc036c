package dev.recollect.benchmarks.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  private static final Measures TWENTY = Measures.ofDepth(20);

  @Test
  void names_haveCutoffsUpToTheDepthAndTheDepthItself() {
    assertThat(TWENTY.names())
        .containsExactly(
            "recall@1",
            "recall@5",
            "recall@10",
            "recall@20",
            "mrr",
            "ndcg@10",
            "success@1",
            "success@5",
            "success@10",
            "success@20");
    assertThat(Measures.ofDepth(7).names())
        .containsExactly(
            "recall@1", "recall@5", "recall@7", "mrr", "success@1", "success@5", "success@7");
    assertThat(Measures.ofDepth(50).names()).contains("recall@20", "recall@50", "success@50");
  }

  @Test
  void of_rankingWithOneOfTwoRelevantAtRankThree() {
    SortedMap<String, Double> values =
        TWENTY.of(List.of("x", "y", "a", "z"), Map.of("a", 1, "b", 1, "x", 0));

    assertThat(values)
        .containsEntry("recall@1", 0.0)
        .containsEntry("recall@5", 0.5)
        .containsEntry("success@1", 0.0)
        .containsEntry("success@5", 1.0)
        .containsEntry("mrr", 1.0 / 3);
    // 1 / log2(4), of the best possible 1 / log2(2) + 1 / log2(3)
    assertThat(values.get("ndcg@10")).isCloseTo(0.5 / (1 + 0.63093), within(1e-5));
  }

  @Test
  void of_gradedJudgements_gainsByGrade() {
    SortedMap<String, Double> values =
        TWENTY.of(List.of("low", "high"), Map.of("low", 1, "high", 3));

    assertThat(values.get("ndcg@10")).isCloseTo((1 + 3 * 0.63093) / (3 + 0.63093), within(1e-5));
    assertThat(values).containsEntry("recall@1", 0.5);
  }

  @Test
  void of_negativeJudgement_isNotRelevantAndCostsNothing() {
    SortedMap<String, Double> values = TWENTY.of(List.of("bad", "a"), Map.of("bad", -1, "a", 1));

    assertThat(values).containsEntry("mrr", 0.5).containsEntry("recall@1", 0.0);
    assertThat(values.get("ndcg@10")).isCloseTo(0.63093, within(1e-5));
  }

  @Test
  void of_nothingFoundOrNothingRelevant_isZeroInAll() {
    assertThat(TWENTY.of(List.of(), Map.of("a", 1)).values()).containsOnly(0.0);
    assertThat(TWENTY.of(List.of("a"), Map.of("a", 0)).values()).containsOnly(0.0);
  }

  @Test
  void of_relevantBehindTheDepth_isNotSeen() {
    assertThat(Measures.ofDepth(1).of(List.of("x", "a"), Map.of("a", 1)).values())
        .containsOnly(0.0);
  }
}
