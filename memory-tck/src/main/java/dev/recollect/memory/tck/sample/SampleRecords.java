package dev.recollect.memory.tck.sample;

import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Lot;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.NamespaceKind;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadType;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.SparseVector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Records of the sample collection: deterministic by namespace and id, or drawn from a seed. */
public final class SampleRecords {

  /** Number of dimensions of the sample vectors. */
  public static final int DIMENSION = 8;

  /** Name of the dense and of the sparse vector that every sample record has. */
  public static final String CONTENT = "content";

  /** The archive of the agent ada of the tenant acme. */
  public static final Namespace ACME = Namespace.of("acme", NamespaceKind.ARCHIVE, "ada");

  /** The archive of the agent of the same name of another tenant. */
  public static final Namespace GLOBEX = Namespace.of("globex", NamespaceKind.ARCHIVE, "ada");

  /** Terms of the sample vocabulary; half of them are negative as a signed integer. */
  private static final List<Integer> TERMS =
      IntStream.range(0, 48).map(index -> 1 + index * 0x05555555).boxed().toList();

  private SampleRecords() {}

  /** Returns the spec of the sample collection: one vector of each kind, one field of each type. */
  public static CollectionSpec spec() {
    return specBuilder("sample").build();
  }

  /** Returns a builder of a collection with another name and otherwise the sample spec. */
  public static CollectionSpec.Builder specBuilder(String name) {
    return CollectionSpec.builder(name)
        .embeddingIdentity("sample-embedding/1")
        .analysisIdentity("sample-analysis/1")
        .dense(CONTENT, DIMENSION)
        .sparse(CONTENT)
        .field("colour", PayloadType.TEXT)
        .field("size", PayloadType.INT64)
        .field("weight", PayloadType.DOUBLE)
        .field("done", PayloadType.BOOLEAN)
        .field("due", PayloadType.INSTANT)
        .field("tags", PayloadType.TEXT_LIST);
  }

  /** Returns a record with vectors and text of its own and no payload. */
  public static MemoryRecord record(Namespace namespace, String id) {
    return builder(namespace, id).build();
  }

  /** Returns a builder of such a record. */
  public static MemoryRecord.Builder builder(Namespace namespace, String id) {
    Random random = new Random(Lot.of(namespace + " " + id));
    return MemoryRecord.builder(namespace, id)
        .text("text of " + id)
        .dense(Map.of(CONTENT, dense(random)))
        .sparse(Map.of(CONTENT, sparse(random, 1 + random.nextInt(8))))
        .occurredAt(Instant.parse("2024-05-01T10:00:00.123456Z"))
        .recordedAt(Instant.parse("2024-05-02T11:00:00.654321Z"));
  }

  /** Returns records {@code id-0}, {@code id-1} and so on. */
  public static List<MemoryRecord> records(Namespace namespace, int count) {
    return IntStream.range(0, count).mapToObj(index -> record(namespace, "id-" + index)).toList();
  }

  /** Returns a record in which every optional part is present or absent by chance. */
  public static MemoryRecord random(Random random, Namespace namespace, String id) {
    MemoryRecord.Builder record =
        builder(namespace, id)
            .payload(payload(random))
            .occurredAt(pick(random, SampleValues.INSTANTS))
            .recordedAt(pick(random, SampleValues.INSTANTS));
    if (random.nextBoolean()) {
      record.partOf("parent-" + random.nextInt(4), random.nextInt(4));
    }
    if (random.nextBoolean()) {
      record.sequence(1 + random.nextInt(6));
    }
    if (random.nextBoolean()) {
      record.validFrom(pick(random, SampleValues.INSTANTS));
    }
    if (random.nextBoolean()) {
      record.validTo(pick(random, SampleValues.INSTANTS));
    }
    return record.build();
  }

  /**
   * Returns records {@code id-0}, {@code id-1} and so on in which every sample value of every
   * declared type occurs, the optional parts present in one half and absent in the other.
   */
  public static List<MemoryRecord> ofEveryValue(Namespace namespace) {
    int most = SampleValues.TEXTS.size();
    return IntStream.range(0, 2 * most)
        .mapToObj(index -> {
          Instant instant = SampleValues.INSTANTS.get(index % SampleValues.INSTANTS.size());
          MemoryRecord.Builder record =
              builder(namespace, "id-" + index)
                  .payload(payload(index))
                  .partOf("parent-" + index % 4, index % 6)
                  .occurredAt(instant)
                  .recordedAt(instant);
          return index < most
              ? record.sequence(1 + index % 6).validFrom(instant).validTo(instant).build()
              : record.build();
        })
        .toList();
  }

  private static Payload payload(int index) {
    Map<String, PayloadValue> values = new TreeMap<>();
    spec()
        .fields()
        .forEach((field, type) -> {
          List<PayloadValue> all = SampleValues.of(type);
          // A multiple of the number of values is left out, so that each field is absent too.
          if (index % (all.size() + 1) < all.size()) {
            values.put(field, all.get(index % (all.size() + 1)));
          }
        });
    return Payload.of(values);
  }

  private static Payload payload(Random random) {
    Map<String, PayloadValue> values = new TreeMap<>();
    spec()
        .fields()
        .forEach((field, type) -> {
          if (random.nextInt(4) > 0) {
            values.put(field, pick(random, SampleValues.of(type)));
          }
        });
    values.put("note", pick(random, SampleValues.of(PayloadType.TEXT)));
    return Payload.of(values);
  }

  /** Returns one of the values. */
  public static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Returns a vector of random direction. */
  public static DenseVector.Values dense(Random random) {
    float[] values = new float[DIMENSION];
    for (int index = 0; index < DIMENSION; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return DenseVector.of(values);
  }

  /** Returns a vector of that many terms of a vocabulary of 48, at most all of it. */
  public static SparseVector sparse(Random random, int terms) {
    TreeSet<Integer> chosen = new TreeSet<>(Integer::compareUnsigned);
    while (chosen.size() < Math.min(terms, TERMS.size())) {
      chosen.add(pick(random, TERMS));
    }
    int[] numbers = chosen.stream().mapToInt(Integer::intValue).toArray();
    float[] weights = new float[numbers.length];
    for (int index = 0; index < weights.length; index++) {
      weights[index] = 0.1f + 3 * random.nextFloat();
    }
    return SparseVector.of(numbers, weights);
  }

  /** Returns a leg that looks for what the dense vector of a record is like. */
  public static Leg denseLike(MemoryRecord record, int topK) {
    return new Leg.Dense(CONTENT, Objects.requireNonNull(record.dense().get(CONTENT)), topK);
  }

  /** Returns a leg that looks for the terms of a record. */
  public static Leg sparseLike(MemoryRecord record, int topK) {
    return new Leg.Sparse(CONTENT, Objects.requireNonNull(record.sparse().get(CONTENT)), topK);
  }
}
