package dev.recollect.benchmarks.evaluate;

import dev.recollect.benchmarks.evaluate.data.DataSet;
import dev.recollect.benchmarks.evaluate.measure.Scores;
import dev.recollect.benchmarks.evaluate.memory.Found;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found.
 *
 * @param data the collection
 * @param settings what was evaluated
 * @param place in a line, where the tier lay
 * @param embedding identity of the embedding model
 * @param rankings hits by query
 * @param scores measures by query
 * @param means their means with intervals
 * @param nearness null unless it was asked for
 * @param cost what it took
 */
record Run(
    DataSet data,
    Settings settings,
    String place,
    String embedding,
    Map<String, List<Found>> rankings,
    Scores scores,
    SequencedMap<String, Scores.Mean> means,
    @Nullable Nearness nearness,
    Cost cost) {

  /**
   * What a run took.
   *
   * @param writing of the collection's own documents
   * @param searching of all queries
   * @param foreignDocuments how many foreign documents were written
   * @param bytes size of the store on disk, if it is known
   */
  record Cost(Phase writing, Phase searching, long foreignDocuments, OptionalLong bytes) {}

  /**
   * A step of the run.
   *
   * @param milliseconds of each call, sorted; several documents a call when writing
   * @param items how many documents or queries there were
   * @param embeddingSeconds how much of the time embedding took
   */
  record Phase(List<Double> milliseconds, int items, double embeddingSeconds) {

    /** Copies. */
    Phase {
      milliseconds = List.copyOf(milliseconds);
    }

    /** Returns the mean of an item, in milliseconds. */
    double mean() {
      double sum = milliseconds.stream().mapToDouble(Double::doubleValue).sum();
      return items == 0 ? 0 : sum / items;
    }

    /** Returns the mean time of an item that embedding took, in milliseconds. */
    double embeddingMean() {
      return items == 0 ? 0 : 1_000 * embeddingSeconds / items;
    }

    /** Returns a percentile of the calls, in milliseconds. */
    double percentile(int percent) {
      int place = (int) Math.ceil(percent / 100.0 * milliseconds.size()) - 1;
      return milliseconds.isEmpty() ? 0 : milliseconds.get(Math.max(0, place));
    }
  }
}
