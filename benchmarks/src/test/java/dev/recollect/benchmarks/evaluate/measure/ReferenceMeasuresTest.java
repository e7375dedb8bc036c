package dev.recollect.benchmarks.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Our measures are those of pytrec_eval, on a run with ties, documents that nobody judged, judged
 * ones that were not found, grades, and queries without a relevant document. The three files were
 * written by {@code benchmarks/reference/measures.py}.
 */
class ReferenceMeasuresTest {

  private static final double FOUR_DIGITS = 5e-5;

  private static Map<String, Map<String, Double>> read(String file) throws IOException {
    Map<String, Map<String, Double>> rows = new TreeMap<>();
    try (InputStream input = ReferenceMeasuresTest.class.getResourceAsStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(input), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(fields ->
              rows.computeIfAbsent(fields[0], query -> new HashMap<>())
                  .put(fields[1], Double.valueOf(fields[2])));
    }
    return rows;
  }

  /** Ranks as trec_eval does: by score, equal scores by id from the last to the first. */
  private static List<String> ranking(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Integer> integers(Map<String, Double> judgements) {
    Map<String, Integer> integers = new HashMap<>();
    judgements.forEach((document, score) -> integers.put(document, score.intValue()));
    return integers;
  }

  @Test
  void everyMeasureOfEveryQuery_isThatOfTheReference() throws IOException {
    Map<String, Map<String, Double>> run = read("run.tsv");
    Map<String, Map<String, Double>> judgements = read("qrels.tsv");
    Map<String, Map<String, Double>> reference = read("reference.tsv");
    Measures measures = Measures.ofDepth(20);

    assertThat(reference.keySet()).isEqualTo(judgements.keySet()).hasSize(40);
    reference.forEach((query, expected) -> {
      Map<String, Double> values =
          measures.of(ranking(run.getOrDefault(query, Map.of())), integers(judgements.get(query)));
      assertThat(values.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
      expected.forEach((name, value) ->
          assertThat(values.get(name))
              .as(query + " " + name)
              .isCloseTo(value, within(FOUR_DIGITS)));
    });
  }
}
