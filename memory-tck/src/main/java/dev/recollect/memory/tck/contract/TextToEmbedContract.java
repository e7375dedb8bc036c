package dev.recollect.memory.tck.contract;

import static dev.recollect.memory.tck.sample.SampleRecords.ACME;
import static dev.recollect.memory.tck.sample.SampleRecords.CONTENT;
import static dev.recollect.memory.tck.sample.SampleRecords.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.Candidate;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.spi.Leg;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.SearchRequest;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.tck.sample.SampleRecords;
import dev.recollect.memory.tck.sample.SampleValues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A store that embeds text does so in the same way when it writes and when it searches. */
@Needs(Feature.TEXT_TO_EMBED)
@Promise(
    "Text that the store embeds is found by its meaning, as the same numbers would be: equal text is"
        + " nearest, text that shares words is nearer than text that shares none.")
public abstract class TextToEmbedContract extends Contract {

  /** How far a cosine may be off: models count differently from batch to batch. */
  private static final double NEAR = 1e-2;

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

  /** A query, a text about the same, and one that shares no word that matters. */
  private static final List<List<String>> RELATED =
      List.of(
          List.of(
              "name of the boat of Sam",
              "Sam gave his boat the name Petrel.",
              "Rye bread needs long baking."),
          List.of(
              "apple trees behind the barn",
              "Three old apple trees stand behind the barn.",
              "An orchestra tuned for one minute."),
          List.of(
              "quarterly revenue growth",
              "Revenue growth was nine percent in the quarterly report.",
              "A yellow card was shown late."),
          List.of(
              "missing semicolon compiler",
              "The compiler complains about a missing semicolon.",
              "Water boils sooner on a mountain."));

  /** Creates a contract. */
  protected TextToEmbedContract() {}

  private int dimension() {
    return backend().capabilities().embedding().orElseThrow().identity().dimension();
  }

  private RecordCollection openTexts() {
    return backend().openCollection(texts(dimension()));
  }

  private static CollectionSpec texts(int dimension) {
    return CollectionSpec.builder("texts").dense(CONTENT, dimension).sparse(CONTENT).build();
  }

  private static MemoryRecord record(String id, DenseVector vector) {
    return SampleRecords.builder(ACME, id).dense(Map.of(CONTENT, vector)).build();
  }

  private static MemoryRecord record(String id, String text) {
    return record(id, DenseVector.embed(text));
  }

  private static DenseVector stored(RecordCollection collection, String id) {
    return Objects.requireNonNull(present(collection, ACME, id).dense().get(CONTENT));
  }

  private static List<Candidate> search(RecordCollection collection, DenseVector query, int topK) {
    return search(collection, ACME, Filter.all(), new Leg.Dense(CONTENT, query, topK));
  }

  private static void assertFinds(RecordCollection collection, String text, String id) {
    Candidate best = search(collection, DenseVector.embed(text), 3).getFirst();
    assertThat(best.id()).as("nearest to: %s", text).isEqualTo(id);
    assertThat(best.score()).as("cosine of a text and itself").isCloseTo(1, offset(NEAR));
  }

  @Test
  void fetch_textWritten_returnsNumbersOfTheDeclaredDimension() {
    RecordCollection collection = openTexts();
    collection.upsert(List.of(record("boat", "a blue boat")), NO_OPTIONS);
    assertThat(stored(collection, "boat"))
        .isInstanceOfSatisfying(
            DenseVector.Values.class,
            values -> assertThat(values.dimension()).isEqualTo(dimension()));
  }

  @Test
  void search_textThatWasWritten_isNearestToItself() {
    RecordCollection collection = openTexts();
    collection.upsert(
        List.of(record("boat", "Sam's boat is called Petrel"), record("rain", "It rained all day")),
        NO_OPTIONS);
    assertFinds(collection, "Sam's boat is called Petrel", "boat");
    assertFinds(collection, "It rained all day", "rain");
  }

  @Test
  void search_equalText_isNearerThanAnyOther() {
    RecordCollection collection = openTexts();
    collection.upsert(records(SENTENCES), NO_OPTIONS);
    for (int index = 0; index < SENTENCES.size(); index++) {
      List<Candidate> found = search(collection, DenseVector.embed(SENTENCES.get(index)), 10);
      assertThat(found).hasSize(SENTENCES.size());
      assertThat(found.getFirst().id()).isEqualTo("id-" + index);
      assertThat(found.getFirst().score()).isGreaterThan(found.get(1).score() + NEAR);
    }
  }

  private static List<MemoryRecord> records(List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(index -> record("id-" + index, texts.get(index)))
        .toList();
  }

  @Test
  void search_textThatSharesWords_isNearerThanOneThatSharesNone() {
    RecordCollection collection = openTexts();
    for (List<String> related : RELATED) {
      collection.upsert(records(related.subList(1, 3)), NO_OPTIONS);
      assertThat(search(collection, DenseVector.embed(related.getFirst()), 2))
          .as("nearest to: %s", related.getFirst())
          .extracting(Candidate::id)
          .containsExactly("id-0", "id-1");
    }
  }

  @Test
  void search_text_keepsToNamespaceAndFilter() {
    RecordCollection collection = openTexts();
    DenseVector query = DenseVector.embed(SENTENCES.getFirst());
    MemoryRecord nearest = record("id", SENTENCES.getFirst());
    collection.upsert(records(SENTENCES), NO_OPTIONS);
    collection.upsert(
        List.of(SampleRecords.builder(GLOBEX, "foreign").dense(nearest.dense()).build()),
        NO_OPTIONS);
    Leg leg = new Leg.Dense(CONTENT, query, 20);
    assertThat(search(collection, GLOBEX, Filter.all(), leg))
        .extracting(Candidate::id)
        .containsExactly("foreign");
    assertThat(search(collection, ACME, Filter.eq("parent", "id-3"), leg))
        .extracting(Candidate::id)
        .containsExactly("id-3");
    assertThat(search(collection, query, 20))
        .extracting(Candidate::id)
        .hasSize(SENTENCES.size())
        .doesNotContain("foreign");
  }

  @Test
  void patch_recordWithText_leavesItsVector() {
    RecordCollection collection = openTexts();
    collection.upsert(List.of(record("boat", "a blue boat")), NO_OPTIONS);
    DenseVector before = stored(collection, "boat");
    Patch patch = Patch.set(Payload.builder().put("colour", "blue").build());
    collection.patch(ACME, "boat", patch, NO_OPTIONS);
    assertThat(stored(collection, "boat")).isEqualTo(before);
  }

  @Test
  void search_numbersOfAText_ranksAsTheTextDoes() {
    RecordCollection collection = openTexts();
    collection.upsert(
        IntStream.range(0, 20).mapToObj(n -> record("id-" + n, "number " + n + " of 20")).toList(),
        NO_OPTIONS);
    List<Candidate> byText = search(collection, DenseVector.embed("number 7 of 20"), 20);
    List<Candidate> byNumbers = search(collection, stored(collection, "id-7"), 20);
    assertThat(byText.getFirst().id()).isEqualTo(byNumbers.getFirst().id()).isEqualTo("id-7");
    for (int place = 0; place < 20; place++) {
      assertThat(byText.get(place).score()).isCloseTo(byNumbers.get(place).score(), offset(NEAR));
    }
  }

  @Test
  void upsert_textAndNumbersInOneCall_areStoredAlike() {
    RecordCollection collection = openTexts();
    collection.upsert(List.of(record("boat", "a blue boat")), NO_OPTIONS);
    collection.upsert(
        List.of(
            record("car", "a red car"),
            record("copy", stored(collection, "boat")),
            record("again", "a blue boat")),
        NO_OPTIONS);
    List<Candidate> found = search(collection, DenseVector.embed("a blue boat"), 4);
    assertThat(found.subList(0, 3))
        .extracting(Candidate::id)
        .containsExactlyInAnyOrder("boat", "copy", "again");
    assertThat(found.subList(0, 3))
        .allSatisfy(candidate -> assertThat(candidate.score()).isCloseTo(1, offset(NEAR)));
  }

  @Test
  void upsert_otherTextUnderTheSameId_replacesTheVector() {
    RecordCollection collection = openTexts();
    collection.upsert(List.of(record("id", "a blue boat")), NO_OPTIONS);
    collection.upsert(List.of(record("id", "it rained all day")), NO_OPTIONS);
    assertFinds(collection, "it rained all day", "id");
  }

  @Test
  void upsert_manyTexts_eachBecomesTheVectorOfItsOwn() {
    RecordCollection collection = openTexts();
    collection.upsert(
        IntStream.range(0, 700).mapToObj(n -> record("id-" + n, "thing number " + n)).toList(),
        NO_OPTIONS);
    for (int number : new int[] {0, 199, 200, 401, 699}) {
      assertFinds(collection, "thing number " + number, "id-" + number);
    }
  }

  @Test
  void search_severalTexts_eachLegHasItsOwn() {
    RecordCollection collection = openTexts();
    collection.upsert(
        List.of(record("boat", "a blue boat"), record("rain", "it rained all day")), NO_OPTIONS);
    List<Leg> legs =
        List.of(
            new Leg.Dense(CONTENT, DenseVector.embed("a blue boat"), 1),
            new Leg.Dense(CONTENT, DenseVector.embed("it rained all day"), 1),
            new Leg.Dense(CONTENT, stored(collection, "rain"), 1),
            new Leg.Dense(CONTENT, DenseVector.embed("a blue boat"), 2));
    List<List<Candidate>> found =
        collection.search(new SearchRequest(Set.of(ACME), Filter.all(), legs), NO_OPTIONS);
    assertThat(found)
        .extracting(list -> list.getFirst().id())
        .containsExactly("boat", "rain", "rain", "boat");
    assertThat(found.getLast()).hasSize(2);
  }

  @Test
  void upsert_hostileText_isEmbeddedAndNothingElse() {
    RecordCollection collection = openTexts();
    List<String> hostile =
        SampleValues.TEXTS.stream()
            .filter(text -> !text.isEmpty())
            .map(text -> "x" + text)
            .toList();
    collection.upsert(hostile.stream().map(text -> record("id" + text, text)).toList(), NO_OPTIONS);
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isEqualTo(hostile.size());
    for (String text : hostile) {
      Candidate best = search(collection, DenseVector.embed(text), 1).getFirst();
      assertThat(best.score()).as("nearest to: %s", text).isCloseTo(1, offset(NEAR));
    }
  }

  @Test
  void upsert_textAtTheLimit_isStored() {
    RecordCollection collection = openTexts();
    String text = "boat ".repeat(Limits.TEXT_BYTES / 5);
    collection.upsert(List.of(record("long", text)), NO_OPTIONS);
    assertFinds(collection, text, "long");
  }

  @Test
  void upsert_collectionOfAnotherDimension_isRefused() {
    RecordCollection collection = backend().openCollection(texts(dimension() + 1));
    DenseVector text = DenseVector.embed("a blue boat");
    assertRefused(
        ErrorKind.INVALID, () -> collection.upsert(List.of(record("boat", text)), NO_OPTIONS));
    assertThat(collection.count(Set.of(ACME), Filter.all(), NO_OPTIONS)).isZero();
    assertRefused(ErrorKind.INVALID, () -> search(collection, text, 1));
  }
}
