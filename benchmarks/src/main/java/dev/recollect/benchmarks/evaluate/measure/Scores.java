package dev.recollect.benchmarks.evaluate.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The measures of every query of a run. Immutable.
 *
 * @param names of the measures, in order
 * @param byQuery value by query and name
 */
public record Scores(List<String> names, SortedMap<String, Map<String, Double>> byQuery) {

  /** Copies. */
  public Scores {
    names = List.copyOf(names);
    byQuery = new TreeMap<>(byQuery);
  }

  /** A mean and how sure it is. */
  public record Mean(double value, Interval interval) {}

  /** Returns the mean of each measure over all queries, in order. */
  public SequencedMap<String, Mean> means(Bootstrap bootstrap) {
    double[][] rows = rows(names, List.copyOf(byQuery.keySet()));
    Interval[] intervals = bootstrap.intervals(rows);
    SequencedMap<String, Mean> means = new LinkedHashMap<>();
    for (int column = 0; column < names.size(); column++) {
      means.put(names.get(column), new Mean(mean(rows, column), intervals[column]));
    }
    return means;
  }

  /**
   * Returns this run compared with another over the queries that both have, by the measures that
   * both have.
   *
   * @throws IllegalArgumentException if they have no query or no measure in common
   */
  public List<Difference> comparedWith(Scores other, Bootstrap bootstrap) {
    List<String> queries = new ArrayList<>(byQuery.keySet());
    queries.retainAll(other.byQuery.keySet());
    List<String> measures = new ArrayList<>(names);
    measures.retainAll(other.names);
    if (!names.equals(other.names)) {
      // One run looked further down than the other.
      measures.remove(Measures.MRR);
    }
    if (queries.isEmpty() || measures.isEmpty()) {
      throw new IllegalArgumentException("the two runs have no query in common");
    }
    return differences(measures, rows(measures, queries), other.rows(measures, queries), bootstrap);
  }

  private static List<Difference> differences(
      List<String> measures, double[][] mine, double[][] theirs, Bootstrap bootstrap) {
    double[][] differences = new double[mine.length][measures.size()];
    for (int row = 0; row < mine.length; row++) {
      for (int column = 0; column < measures.size(); column++) {
        differences[row][column] = mine[row][column] - theirs[row][column];
      }
    }
    Interval[] intervals = bootstrap.intervals(differences);
    List<Difference> compared = new ArrayList<>();
    for (int column = 0; column < measures.size(); column++) {
      compared.add(
          new Difference(
              measures.get(column),
              mean(theirs, column),
              mean(mine, column),
              intervals[column],
              count(differences, column, 1),
              count(differences, column, -1)));
    }
    return compared;
  }

  private double[][] rows(List<String> measures, List<String> queries) {
    return queries.stream()
        .map(query ->
            measures.stream()
                .mapToDouble(name -> byQuery.getOrDefault(query, Map.of()).getOrDefault(name, 0.0))
                .toArray())
        .toArray(double[][]::new);
  }

  private static double mean(double[][] rows, int column) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[column];
    }
    return sum / rows.length;
  }

  private static int count(double[][] rows, int column, int sign) {
    int count = 0;
    for (double[] row : rows) {
      count += Math.signum(row[column]) == sign ? 1 : 0;
    }
    return count;
  }
}
