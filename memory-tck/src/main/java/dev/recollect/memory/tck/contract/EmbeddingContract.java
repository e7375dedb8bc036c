package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.StoreEmbedding;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.sample.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Vectors that the store computes from text, in records and in queries. */
@Needs(Feature.TEXT_TO_EMBED)
@Promise(
    "Text given in place of a vector is embedded by the store, in records and in queries alike:"
        + " equal text is nearest, text that shares words is nearer than text that shares none.")
public abstract class EmbeddingContract extends Contract {

  /** Cosine of one text embedded twice; a model that tells queries from texts is below 1. */
  private static final double CLOSE = 0.02;

  private static final List<String> SENTENCES =
      List.of(
          "The boat of Sam is called Petrel and lies in Bergen harbour.",
          "Every Tuesday the bakery sells sourdough bread with rye flour.",
          "Quarterly revenue grew by nine percent, mostly from licences.",
          "The violin concerto by Sibelius opens with a quiet solo.",
          "Use a torque wrench to tighten the wheel nuts crosswise.",
          "Photosynthesis turns light, water and carbon dioxide into sugar.",
          "The referee showed a yellow card after a late tackle.",
          "Grandmother planted three apple trees behind the old barn.",
          "The compiler reports a missing semicolon in line forty two.",
          "Doctors recommend drinking enough water during a heat wave.");

  /** A query, a text that is about the same, and one that is not. */
  private static final List<List<String>> TRIPLES =
      List.of(
          List.of(
              "name of the boat of Sam",
              "Sam gave his boat the name Petrel.",
              "Rye bread needs a long rise."),
          List.of(
              "apple trees behind the barn",
              "Three old apple trees stand behind the barn.",
              "The orchestra tuned for a minute."),
          List.of(
              "quarterly revenue growth",
              "Revenue growth was nine percent in the quarterly report.",
              "A yellow card was shown late."),
          List.of(
              "missing semicolon compiler",
              "The compiler complains about a missing semicolon.",
              "Water boils sooner on a mountain."));

  /** Creates a contract. */
  protected EmbeddingContract() {}

  private int dimension() {
    return backend()
        .capabilities()
        .embedding()
        .map(StoreEmbedding::identity)
        .map(EmbeddingIdentity::dimension)
        .orElseThrow();
  }

  private RecordCollection open() {
    String identity =
        backend().capabilities().embedding().map(StoreEmbedding::identity).orElseThrow().toString();
    return backend()
        .openCollection(
            SampleRecords.specBuilder("embedded")
                .embeddingIdentity(identity)
                .dense(CONTENT, dimension())
                .build());
  }

  private static MemoryRecord.Builder record(Namespace namespace, String id, String text) {
    return SampleRecords.builder(namespace, id)
        .text(text)
        .dense(Map.of(CONTENT, DenseVector.embed(text)));
  }

  private static List<MemoryRecord> records(List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(index -> record(ACME, "id-" + index, texts.get(index)).build())
        .toList();
  }

  private static Leg leg(String text, int topK) {
    return new Leg.Dense(CONTENT, DenseVector.embed(text), topK);
  }

  private static List<Candidate> nearest(RecordCollection collection, String text, int topK) {
    return search(collection, ACME, Filter.all(), leg(text, topK));
  }

  @Test
  void search_equalText_isNearest() {
    RecordCollection collection = open();
    collection.upsert(records(SENTENCES), NO_OPTIONS);
    for (int index = 0; index < SENTENCES.size(); index++) {
      List<Candidate> found = nearest(collection, SENTENCES.get(index), SENTENCES.size());
      assertThat(found).hasSize(SENTENCES.size());
      assertThat(found.getFirst().id()).isEqualTo("id-" + index);
      assertThat(found.get(0).score())
          .as("cosine of equal text, above that of any other")
          .isGreaterThan(found.get(1).score() + CLOSE);
    }
  }

  @Test
  void search_textThatSharesWords_isNearerThanOneThatSharesNone() {
    for (List<String> triple : TRIPLES) {
      RecordCollection collection = open();
      collection.upsert(records(triple.subList(1, 3)), NO_OPTIONS);
      assertThat(nearest(collection, triple.getFirst(), 2))
          .extracting(Candidate::id)
          .containsExactly("id-0", "id-1");
    }
  }

  @Test
  void upsert_equalTexts_haveEqualVectorsWhateverTheirBatch() {
    RecordCollection collection = open();
    collection.upsert(records(SENTENCES), NO_OPTIONS);
    String text = SENTENCES.get(3);
    collection.upsert(List.of(record(ACME, "alone", text).build()), NO_OPTIONS);
    DenseVector.Values beside = vector(collection, "id-3");
    DenseVector.Values alone = vector(collection, "alone");
    assertThat(beside.cosine(alone)).isCloseTo(1, within(CLOSE));
  }

  private DenseVector.Values vector(RecordCollection collection, String id) {
    MemoryRecord read = present(collection, ACME, id);
    assertThat(read.dense().get(CONTENT)).isInstanceOf(DenseVector.Values.class);
    DenseVector.Values vector = (DenseVector.Values) read.dense().get(CONTENT);
    assertThat(vector.dimension()).isEqualTo(dimension());
    return vector;
  }

  @Test
  void search_numbersThatTheStoreComputed_findTheirText() {
    RecordCollection collection = open();
    collection.upsert(records(SENTENCES), NO_OPTIONS);
    for (int index = 0; index < SENTENCES.size(); index++) {
      Leg numbers = new Leg.Dense(CONTENT, vector(collection, "id-" + index), 1);
      List<Candidate> found = search(collection, ACME, Filter.all(), numbers);
      assertThat(found.getFirst().id()).isEqualTo("id-" + index);
      assertThat(found.getFirst().score()).isCloseTo(1, within(CLOSE));
    }
  }

  @Test
  void search_numbersAndTextsInOneCollection_areRankedTogether() {
    RecordCollection collection = open();
    collection.upsert(records(SENTENCES), NO_OPTIONS);
    DenseVector.Values copied = vector(collection, "id-5");
    MemoryRecord numbers =
        record(ACME, "numbers", "other text").dense(Map.of(CONTENT, copied)).build();
    collection.upsert(List.of(numbers), NO_OPTIONS);
    assertThat(nearest(collection, SENTENCES.get(5), 2))
        .extracting(Candidate::id)
        .containsExactlyInAnyOrder("id-5", "numbers");
  }

  @Test
  void search_textLeg_keepsToNamespaceAndFilter() {
    RecordCollection collection = open();
    String text = SENTENCES.getFirst();
    Payload red = Payload.builder().put("colour", "red").build();
    collection.upsert(records(SENTENCES), NO_OPTIONS);
    collection.upsert(
        List.of(
            record(GLOBEX, "foreign", text).build(),
            record(ACME, "red", SENTENCES.get(1)).payload(red).build()),
        NO_OPTIONS);
    assertThat(search(collection, GLOBEX, Filter.all(), leg(text, 20)))
        .extracting(Candidate::id)
        .containsExactly("foreign");
    assertThat(search(collection, ACME, Filter.eq("colour", "red"), leg(text, 20)))
        .extracting(Candidate::id)
        .containsExactly("red");
    assertThat(nearest(collection, text, 20))
        .extracting(Candidate::id)
        .hasSize(SENTENCES.size() + 1)
        .doesNotContain("foreign");
  }

  @Test
  void upsert_replacedText_isEmbeddedAnew() {
    RecordCollection collection = open();
    collection.upsert(List.of(record(ACME, "id", SENTENCES.get(0)).build()), NO_OPTIONS);
    DenseVector.Values before = vector(collection, "id");
    Patch patch = Patch.set(Payload.builder().put("colour", "red").build());
    collection.patch(ACME, "id", patch, NO_OPTIONS);
    assertThat(vector(collection, "id").cosine(before)).isCloseTo(1, within(1e-6));
    collection.upsert(List.of(record(ACME, "id", SENTENCES.get(1)).build()), NO_OPTIONS);
    assertThat(vector(collection, "id").cosine(before)).isLessThan(1 - CLOSE);
  }

  @Test
  void upsert_manyTextsAtOnce_embedsEachItsOwn() {
    RecordCollection collection = open();
    Random random = random();
    List<String> texts = new ArrayList<>();
    for (int number = 0; number < 300; number++) {
      String words = SENTENCES.get(number % SENTENCES.size()).substring(0, 20);
      texts.add("Note " + number + ": " + words + " " + Integer.toString(random.nextInt(), 36));
    }
    collection.upsert(records(texts), NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(300);
    for (int number = 0; number < 300; number += 23) {
      assertThat(nearest(collection, texts.get(number), 1))
          .extracting(Candidate::id)
          .containsExactly("id-" + number);
    }
  }

  @Test
  void textsThatLookLikeQueries_areEmbeddedAndNotRun() {
    RecordCollection collection = open();
    List<String> texts = new ArrayList<>();
    SampleValues.TEXTS.stream()
        .filter(text -> text.codePoints().anyMatch(Character::isLetterOrDigit))
        .map(text -> "boat " + text + " harbour")
        .forEach(texts::add);
    texts.add("x".repeat(Limits.TEXT_BYTES));
    texts.add("word ".repeat(Limits.TEXT_BYTES / 5));
    collection.upsert(records(texts), NO_OPTIONS);
    for (String text : texts) {
      assertThat(nearest(collection, text, texts.size())).hasSize(texts.size());
    }
  }
}
