package dev.recollect.benchmarks.synthetic;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.SparseVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Made-up passages: unit vectors around a thousand topics, each as far from its topic (0.7) as
 * topics are from the origin within a dimension; 30 terms of a vocabulary of 50,000 with Zipf's
 * frequencies; 160 characters of text; tenants in turn. The same for the same seed.
 */
public final class SyntheticPassages {

  /** Name of the dense and of the sparse vector. */
  public static final String VECTOR = "content";

  private static final int TOPICS = 1_000;
  private static final double SPREAD = 0.7;
  private static final int TERMS = 30;
  private static final double VOCABULARY = 50_000;
  private static final double STOP_WORDS = 20;
  private static final String TEXT =
      "A passage that somebody filed, long enough to be one. ".repeat(3);

  private final int dimension;
  private final Random random;
  private final float[][] topics;

  /** Returns passages with vectors of so many dimensions. */
  public SyntheticPassages(int dimension, long seed) {
    this.dimension = dimension;
    this.random = new Random(seed);
    this.topics = new float[TOPICS][];
    Random shapes = new Random(7);
    for (int topic = 0; topic < TOPICS; topic++) {
      topics[topic] = direction(shapes);
    }
  }

  /** Returns the spec of a collection that holds such passages. */
  public CollectionSpec spec(String name) {
    return CollectionSpec.builder(name)
        .embeddingIdentity("synthetic/" + dimension)
        .analysisIdentity("synthetic")
        .dense(VECTOR, dimension)
        .sparse(VECTOR)
        .field("colour", PayloadType.TEXT)
        .field("size", PayloadType.INT64)
        .build();
  }

  /** Returns the archive of a tenant. */
  public static Namespace tenant(int number) {
    return Namespace.of(
        "tenant" + number, NamespaceKind.ARCHIVE, "0190a1b2-7c3d-7e8f-9a0b-1c2d3e4f5a6b");
  }

  /** Returns as many records as asked for, of one tenant. */
  public List<MemoryRecord> records(Namespace tenant, int first, int count) {
    List<MemoryRecord> records = new ArrayList<>();
    for (int number = first; number < first + count; number++) {
      records.add(
          MemoryRecord.builder(tenant, "passage-" + number)
              .text(TEXT + number)
              .dense(Map.of(VECTOR, vector()))
              .sparse(Map.of(VECTOR, terms()))
              .payload(Payload.builder().put("colour", "red").put("size", number).build())
              .occurredAt(Instant.EPOCH.plusSeconds(number))
              .recordedAt(Instant.EPOCH.plusSeconds(number))
              .build());
    }
    return records;
  }

  /** Returns a vector near a topic. */
  public DenseVector.Values vector() {
    float[] topic = topics[random.nextInt(TOPICS)];
    float[] away = direction(random);
    float[] values = new float[dimension];
    for (int index = 0; index < dimension; index++) {
      values[index] = (float) (topic[index] + SPREAD * away[index]);
    }
    return DenseVector.of(DenseVector.of(values).toUnitArray());
  }

  /** Returns the terms of a passage. */
  public SparseVector terms() {
    TreeSet<Integer> terms = new TreeSet<>();
    while (terms.size() < TERMS) {
      terms.add((int) (STOP_WORDS * Math.pow(VOCABULARY / STOP_WORDS, random.nextDouble())));
    }
    float[] weights = new float[TERMS];
    for (int index = 0; index < TERMS; index++) {
      weights[index] = 0.2f + random.nextFloat();
    }
    return SparseVector.of(terms.stream().mapToInt(Integer::intValue).toArray(), weights);
  }

  private float[] direction(Random source) {
    float[] values = new float[dimension];
    for (int index = 0; index < dimension; index++) {
      values[index] = (float) source.nextGaussian();
    }
    return DenseVector.of(values).toUnitArray();
  }
}
