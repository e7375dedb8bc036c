package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.Projection;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * How many records to ask for at a time: as many as were about eight megabytes lately, fewer where
 * an answer turns out to be too large. Thread-safe.
 */
final class AnswerSizes {

  /** Bytes of an answer that one would like. */
  static final long WANTED = 8L * 1024 * 1024;

  private static final long FIRST_GUESS = 4 * 1024;
  private static final int MOST = 1_000;

  private final Map<Projection, Long> averages = new ConcurrentHashMap<>();

  /**
   * What was asked for and what came.
   *
   * @param asked how many records, at least one
   * @param answer what came
   */
  record Asked<T>(int asked, T answer) {}

  /**
   * Asks for at most so many records.
   *
   * @param ask asks for a number of records
   */
  <T> Asked<T> ask(Projection projection, int most, IntFunction<T> ask) {
    int many = Math.min(most, likely(projection));
    while (true) {
      try {
        return new Asked<>(many, ask.apply(many));
      } catch (MemoryException e) {
        if (many == 1 || !GrpcFaults.tooLarge(e)) {
          throw e;
        }
        averages.put(projection, Channels.LARGEST_ANSWER / (long) many);
        many = Math.max(1, many / 8);
      }
    }
  }

  private int likely(Projection projection) {
    long average = averages.getOrDefault(projection, FIRST_GUESS);
    return Math.clamp(WANTED / average, 1, MOST);
  }

  /** Notes how large the records of an answer were. */
  void note(Projection projection, List<RetrievedPoint> points) {
    if (!points.isEmpty()) {
      long bytes = 0;
      for (RetrievedPoint point : points) {
        bytes += point.getSerializedSize();
      }
      long average = Math.max(1, bytes / points.size());
      averages.merge(projection, average, (old, latest) -> (old + latest + 1) / 2);
    }
  }
}
