package dev.recollect.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxEmbeddingModelTest {

  private static final String SENTENCE = "Sam's boat is called Petrel.";

  /** The first components of its vector; quantised weights differ a little between processors. */
  private static final float[] GOLDEN = {0.0364f, -0.0501f, -0.0419f, -0.0463f, 0.0709f, -0.0144f};

  private static OnnxEmbeddingModel model;

  @BeforeAll
  static void open() {
    model = OnnxEmbeddingModel.open(2);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void embed_oneSentence_givesUnitVectorOfTheModelsDimension() {
    float[] vector = embed(SENTENCE);

    assertThat(vector).hasSize(model.identity().dimension()).hasSize(384);
    assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-6));
  }

  @Test
  void embed_knownSentence_givesKnownComponents() {
    assertThat(embed(SENTENCE)).startsWith(GOLDEN, within(0.01f));
  }

  @Test
  void embed_sameTextAloneAndAmongOthers_isBitEqual() {
    List<String> many = new ArrayList<>(sentences(20));
    many.add(13, SENTENCE);

    assertThat(model.embed(many, CallOptions.none()).get(13)).isEqualTo(embed(SENTENCE));
  }

  @Test
  void embed_fromEightThreads_isBitEqualToOneThread() throws Exception {
    List<String> texts = sentences(12);
    List<float[]> expected = texts.stream().map(OnnxEmbeddingModelTest::embed).toList();
    List<Callable<List<float[]>>> calls =
        Collections.nCopies(8, () -> model.embed(texts, CallOptions.none()));

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<List<float[]>> call : threads.invokeAll(calls)) {
        assertThat(call.get()).containsExactlyElementsOf(expected);
      }
    }
  }

  @Test
  void embed_manyTexts_keepsTheirOrder() {
    List<String> texts = sentences(15);

    List<float[]> vectors = model.embed(texts, CallOptions.none());

    for (int index = 0; index < texts.size(); index++) {
      assertThat(vectors.get(index)).isEqualTo(embed(texts.get(index)));
    }
  }

  @Test
  void embed_relatedTexts_areNearerThanUnrelated() {
    float[] question = embed("What is my dog called?");

    double related = cosine(question, embed("The puppy's name is Biscuit."));
    double unrelated = cosine(question, embed("Interest rates rose by a quarter point."));

    assertThat(related).isGreaterThan(unrelated + 0.1);
  }

  @Test
  void embed_textLongerThanTheWindow_sawItsEnd() {
    String filler = "The weather in the harbour was calm and grey that day. ".repeat(120);
    float[] about = embed("I am allergic to walnuts, hazelnuts and almonds.");

    double without = cosine(about, embed(filler));
    double with = cosine(about, embed(filler + "I am allergic to walnuts, nuts. ".repeat(60)));

    assertThat(model.countTokens(filler)).isGreaterThan(2 * model.maximumTokens());
    assertThat(with).isGreaterThan(without + 0.05);
  }

  @Test
  void embed_textLongerThanTheWindow_isReproducible() {
    String text = String.join(" ", sentences(20));

    assertThat(embed(text)).isEqualTo(embed(text));
    assertThat(cosine(embed(text), embed(text))).isCloseTo(1, within(1e-6));
  }

  @Test
  void embed_noTexts_givesNoVectors() {
    assertThat(model.embed(List.of(), CallOptions.none())).isEmpty();
  }

  @Test
  void embed_emptyText_isInvalid() {
    assertFails(ErrorKind.INVALID, () -> embed(""), "empty");
  }

  @Test
  void embed_unstorableText_isInvalid() {
    assertFails(ErrorKind.INVALID, () -> embed("a\u0000b"), "U+0000");
    assertFails(ErrorKind.INVALID, () -> embed("a\uD800b"), "surrogate");
    assertFails(ErrorKind.INVALID, () -> model.countTokens("a\uD800b"), "surrogate");
  }

  @Test
  void embed_emojiControlCharactersAndBlanks_givesUnitVectors() {
    for (String text :
        List.of(
            "🐕",
            "👩‍👩‍👧‍👦 🏳️‍🌈 𝔘𝔫𝔦",
            "\u0001\u0007\u001b[31m",
            " \t\n",
            "\u202E\uFEFF",
            "中文字")) {
      float[] vector = embed(text);
      assertThat(cosine(vector, vector)).as(text).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void embed_tenMegabytes_isRefusedWithTheLimit() {
    String text = "lorem ipsum ".repeat(10 * 1024 * 1024 / 12);

    assertFails(ErrorKind.LIMIT, () -> embed(text), "1048576");
  }

  @Test
  void countTokens_textOfManySegments_isExact() {
    assertThat(model.countTokens("lorem ipsum ".repeat(100_000)))
        .isEqualTo(model.countTokens("lorem ipsum") * 100_000);
  }

  @Test
  void countTokens_text_countsWordPiecesWithoutMarks() {
    assertThat(model.countTokens("")).isZero();
    assertThat(model.countTokens("the dog")).isEqualTo(2);
    assertThat(model.countTokens("the dog 🐕")).isEqualTo(3);
  }

  @Test
  void embed_deadlinePassedBefore_isDeadline() {
    CallOptions options = CallOptions.within(Duration.ZERO);

    assertFails(ErrorKind.DEADLINE, () -> model.embed(List.of(SENTENCE), options), "deadline");
  }

  @Test
  void embed_deadlinePassesDuring_isDeadlineAndTheModelGoesOn() {
    CallOptions options = CallOptions.within(Duration.ofMillis(150));
    List<String> texts = Collections.nCopies(20_000, "A sentence of some length about sailing.");

    assertFails(ErrorKind.DEADLINE, () -> model.embed(texts, options), "of 20000 texts");
    assertThat(embed(SENTENCE)).hasSize(384);
  }

  @Test
  void embed_deadlinePassesWithinOneLongText_isDeadline() {
    CallOptions options = CallOptions.within(Duration.ofMillis(100));
    String text = "The weather in the harbour was calm. ".repeat(25_000);

    assertFails(ErrorKind.DEADLINE, () -> model.embed(List.of(text), options), "deadline");
  }

  @Test
  void embed_cancelledDuring_isCancelled() throws Exception {
    CancellationToken token = new CancellationToken();
    CallOptions options = CallOptions.none().withCancellation(token);

    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> call = thread.submit(() -> model.embed(endless(), options));
      token.cancel();
      assertFails(ErrorKind.CANCELLED, () -> unwrapped(call), "cancelled");
    }
  }

  @Test
  void embed_interrupted_isCancelledAndTheThreadStaysInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        new Thread(() -> {
          Thread.currentThread().interrupt();
          assertFails(
              ErrorKind.CANCELLED, () -> model.embed(endless(), CallOptions.none()), "interrupted");
          if (Thread.currentThread().isInterrupted()) {
            interrupted.countDown();
          }
        });
    caller.start();
    caller.join();

    assertThat(interrupted.getCount()).isZero();
    assertThat(embed(SENTENCE)).hasSize(384);
  }

  @Test
  void embed_whileAnotherCallLoadsALibrary_isNotHeldUp() throws Exception {
    CancellationToken token = new CancellationToken();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> library =
          thread.submit(() -> model.embed(endless(), CallOptions.none().withCancellation(token)));

      for (int question = 0; question < 5; question++) {
        assertThat(embed(SENTENCE)).hasSize(384);
      }

      assertThat(library.isDone()).isFalse();
      token.cancel();
      assertFails(ErrorKind.CANCELLED, () -> unwrapped(library), "cancelled");
    }
  }

  @Test
  void close_whileInUse_endsTheCallAndLeavesOtherModelsAlone() throws Exception {
    OnnxEmbeddingModel second = OnnxEmbeddingModel.open(2);
    second.embed(List.of(SENTENCE), CallOptions.none());
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      CountDownLatch started = new CountDownLatch(1);
      Future<?> call =
          thread.submit(() -> {
            started.countDown();
            return second.embed(endless(), CallOptions.none());
          });
      started.await();

      second.close();

      assertThatThrownBy(() -> unwrapped(call))
          .isInstanceOfSatisfying(
              MemoryException.class,
              // INVALID if the call came after the close.
              e -> assertThat(e.kind()).isIn(ErrorKind.CANCELLED, ErrorKind.INVALID));
    }
    assertFails(ErrorKind.INVALID, () -> second.countTokens("a"), "closed");
    assertFails(ErrorKind.INVALID, () -> second.embed(List.of("a"), CallOptions.none()), "closed");
    assertThat(embed(SENTENCE)).hasSize(384);
  }

  @Test
  void close_twice_doesNothing() {
    OnnxEmbeddingModel second = OnnxEmbeddingModel.open(1);
    second.close();
    second.close();

    assertThat(embed(SENTENCE)).hasSize(384);
  }

  @Test
  void open_twice_sharesTheWeights() {
    try (OnnxEmbeddingModel second = OnnxEmbeddingModel.open(1)) {
      assertThat(second.shared()).isSameAs(model.shared());
      assertThat(second.embed(List.of(SENTENCE), CallOptions.none()).get(0))
          .isEqualTo(embed(SENTENCE));
    }
  }

  @Test
  void open_impossibleThreads_isInvalid() {
    assertFails(ErrorKind.INVALID, () -> OnnxEmbeddingModel.open(0), "1 to 256");
    assertFails(ErrorKind.INVALID, () -> OnnxEmbeddingModel.open(257), "1 to 256");
  }

  private static float[] embed(String text) {
    return model.embed(List.of(text), CallOptions.none()).get(0);
  }

  private static List<String> sentences(int count) {
    List<String> sentences = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      sentences.add("Note " + index + ": we met in Bergen and talked. ".repeat(1 + index % 7));
    }
    return sentences;
  }

  /** More texts than any test waits for. */
  private static List<String> endless() {
    return Collections.nCopies(1_000_000, SENTENCE);
  }

  private static double cosine(float[] left, float[] right) {
    double dot = 0;
    for (int index = 0; index < left.length; index++) {
      dot += (double) left[index] * right[index];
    }
    return dot;
  }

  private static void unwrapped(Future<?> call) throws Throwable {
    try {
      call.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void assertFails(ErrorKind kind, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(message);
  }
}
