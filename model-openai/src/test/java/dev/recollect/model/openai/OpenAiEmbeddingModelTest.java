package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.EmbeddingModelProvider;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingModelTest {

  private LoopbackServer server;

  @BeforeEach
  void open() throws IOException {
    server = new LoopbackServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private OpenAiEmbeddingModel.Builder builder(String name) {
    return OpenAiEmbeddingModel.builder(name, server.asked().key("sk-secret").build());
  }

  /** Returns an answer with vectors as numbers; all zeros become a vector of length 1. */
  static String answer(float[]... vectors) {
    List<String> entries = new ArrayList<>();
    for (int index = 0; index < vectors.length; index++) {
      float[] vector = vectors[index].clone();
      if (vector.length > 0 && Vectors.length(vector) == 0) {
        vector[0] = 1;
      }
      entries.add(entry(index, Arrays.toString(vector)));
    }
    return answerOf(entries);
  }

  private static String entry(int index, String embedding) {
    return "{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":" + embedding + "}";
  }

  private static String answerOf(List<String> entries) {
    return "{\"object\":\"list\",\"data\":[" + String.join(",", entries) + "],\"model\":\"m\"}";
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
  }

  /** Answers as OpenAI does, with vectors that a fake model computes, last ones first. */
  private void embeds(FakeEmbeddingModel fake) {
    embeds(fake::embed);
  }

  private void embeds(Function<String, float[]> embedding) {
    server.answers(exchange -> {
      JsonNode input = server.request(server.requests() - 1).path("input");
      List<String> entries = new ArrayList<>();
      for (int index = 0; index < input.size(); index++) {
        entries.add(entry(index, base64(embedding.apply(input.path(index).asText()))));
      }
      Collections.reverse(entries);
      byte[] body = answerOf(entries).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    });
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int index = 0; index < one.length; index++) {
      sum += (double) one[index] * other[index];
    }
    return sum;
  }

  @Test
  void embed_texts_givesVectorsInTheOrderOfTheTexts() throws IOException {
    FakeEmbeddingModel fake = new FakeEmbeddingModel(1_536);
    embeds(fake);

    try (OpenAiEmbeddingModel model = builder("text-embedding-3-small").build()) {
      List<String> texts = List.of("The boat is called Petrel.", "Biscuit is a dog.");
      List<float[]> vectors = model.embed(texts, CallOptions.none());

      assertThat(vectors).hasSize(2);
      assertThat(cosine(vectors.get(0), fake.embed(texts.get(0)))).isCloseTo(1, within(1e-6));
      assertThat(cosine(vectors.get(1), fake.embed(texts.get(1)))).isCloseTo(1, within(1e-6));
    }
    JsonNode sent = server.request(0);
    assertThat(server.uri(0)).hasToString("/v1/embeddings");
    assertThat(server.headers(0).getFirst("Authorization")).isEqualTo("Bearer sk-secret");
    assertThat(sent.path("model").asText()).isEqualTo("text-embedding-3-small");
    assertThat(sent.path("encoding_format").asText()).isEqualTo("base64");
    assertThat(sent.has("dimensions")).isFalse();
  }

  @Test
  void embed_numbersInsteadOfBase64_areReadAndScaled() {
    server.answers(200, answer(new float[] {3, 4}));

    try (OpenAiEmbeddingModel model = builder("nomic-embed-text").build()) {
      assertThat(model.embed(List.of("x"), CallOptions.none()).getFirst())
          .containsExactly(0.6f, 0.8f);
    }
  }

  @Test
  void embed_base64Refused_asksForNumbersAndRemembers() throws IOException {
    server.answers(400, "{\"error\":{\"message\":\"encoding_format must be float\"}}");
    server.answers(200, answer(new float[] {3, 4}));

    try (OpenAiEmbeddingModel model = builder("m").build()) {
      model.embed(List.of("x"), CallOptions.none());
      model.embed(List.of("y"), CallOptions.none());
    }
    assertThat(server.requests()).isEqualTo(3);
    assertThat(server.request(2).path("encoding_format").asText()).isEqualTo("float");
  }

  @Test
  void embed_nothing_asksNobody() {
    try (OpenAiEmbeddingModel model = builder("m").build()) {
      assertThat(model.embed(List.of(), CallOptions.none())).isEmpty();
    }
    assertThat(server.requests()).isZero();
  }

  @Test
  void embed_manyTexts_sendsBatchesOfTexts() throws IOException {
    FakeEmbeddingModel fake = new FakeEmbeddingModel(8);
    embeds(fake);
    List<String> texts = IntStream.range(0, 70).mapToObj(number -> "text " + number).toList();

    try (OpenAiEmbeddingModel model = builder("m").build()) {
      List<float[]> vectors = model.embed(texts, CallOptions.none());

      assertThat(vectors).hasSize(70);
      assertThat(cosine(vectors.get(69), fake.embed("text 69"))).isCloseTo(1, within(1e-6));
    }
    assertThat(server.requests()).isEqualTo(3);
    assertThat(server.request(0).path("input")).hasSize(32);
    assertThat(server.request(2).path("input")).hasSize(6);
  }

  @Test
  void embed_manyTokens_staysBelowWhatARequestMayHave() throws IOException {
    float[] vector = new FakeEmbeddingModel(1_536).embed("word");
    embeds(text -> vector);
    List<String> texts = Collections.nCopies(50, "word ".repeat(8_000));

    try (OpenAiEmbeddingModel model =
        builder("text-embedding-3-small").batch(OpenAiEmbeddingModel.LARGEST_BATCH).build()) {
      assertThat(model.countTokens(texts.getFirst())).isBetween(7_990, 8_010);
      assertThat(model.embed(texts, CallOptions.none())).hasSize(50);
    }
    assertThat(server.requests()).isEqualTo(2);
    assertThat(server.request(0).path("input")).hasSize(36);
  }

  @Test
  void embed_longText_isTheMeanOfItsParts() throws IOException {
    FakeEmbeddingModel fake = new FakeEmbeddingModel(64);
    embeds(fake);
    String text = "boat ".repeat(300) + "harbour ".repeat(300);

    try (OpenAiEmbeddingModel model = builder("m").maximumTokens(200).build()) {
      List<float[]> vectors = model.embed(List.of("first", text, "last"), CallOptions.none());

      assertThat(vectors).hasSize(3);
      assertThat(cosine(vectors.get(0), fake.embed("first"))).isCloseTo(1, within(1e-6));
      assertThat(cosine(vectors.get(2), fake.embed("last"))).isCloseTo(1, within(1e-6));
      assertThat(Vectors.length(vectors.get(1))).isCloseTo(1, within(1e-6));
      assertThat(cosine(vectors.get(1), fake.embed("boat"))).isGreaterThan(0.5);
      assertThat(cosine(vectors.get(1), fake.embed("harbour"))).isGreaterThan(0.5);

      StringBuilder parts = new StringBuilder();
      server
          .request(0)
          .path("input")
          .forEach(part -> {
            assertThat(model.countTokens(part.asText())).isLessThanOrEqualTo(200);
            parts.append(part.asText());
          });
      assertThat(parts).hasToString("first" + text + "last");
    }
  }

  @Test
  void embed_textWithoutBlanks_isCutBetweenCharacters() throws IOException {
    embeds(new FakeEmbeddingModel(8));
    String text = "🐕".repeat(1_001);

    try (OpenAiEmbeddingModel model = builder("m").maximumTokens(100).build()) {
      assertThat(model.embed(List.of(text), CallOptions.none())).hasSize(1);
    }
    StringBuilder parts = new StringBuilder();
    server.request(0).path("input").forEach(part -> parts.append(part.asText()));
    assertThat(parts).hasToString(text);
  }

  @Test
  void embed_textNobodyEmbeds_isRefusedWithoutAsking() {
    try (OpenAiEmbeddingModel model = builder("m").build()) {
      assertThat(failure(model, "").kind()).isEqualTo(ErrorKind.INVALID);
      assertThat(failure(model, "x".repeat(OpenAiEmbeddingModel.TEXT_BYTES + 1)).kind())
          .isEqualTo(ErrorKind.LIMIT);
    }
    assertThat(server.requests()).isZero();
  }

  private static MemoryException failure(EmbeddingModel model, String... texts) {
    return catchThrowableOfType(
        MemoryException.class, () -> model.embed(List.of(texts), CallOptions.none()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"index\":0,\"embedding\":[]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[0,0]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[null,1]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1e60]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AADAfw==\"},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"?\"},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":-1,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0},{\"index\":1}]}",
        "{\"data\":{}}",
        "{}",
        "<html>"
      })
  void embed_answerThatIsNone_isRefusedWithWhatWasExpected(String body) {
    server.answers(200, body);

    try (OpenAiEmbeddingModel model = builder("m").build()) {
      assertThat(failure(model, "one", "two"))
          .hasMessageContaining(server.endpoint())
          .hasMessageContaining("a list of embeddings")
          .extracting("kind")
          .isEqualTo(ErrorKind.UNAVAILABLE);
    }
  }

  @Test
  void embed_dimensionOfAnother_isIncompatibleAndNamesBoth() {
    server.answers(200, answer(new float[768]));

    try (OpenAiEmbeddingModel known = builder("text-embedding-3-small").build();
        OpenAiEmbeddingModel set = builder("m").dimension(1_024).build()) {
      for (OpenAiEmbeddingModel model : List.of(known, set)) {
        MemoryException failure = failure(model, "x");
        assertThat(failure.kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
        assertThat(failure)
            .hasMessageContaining("768")
            .hasMessageContaining("" + model.identity().dimension())
            .hasMessageContaining("embedding.openai.dimension");
      }
    }
  }

  @Test
  void embed_dimensionChanges_isIncompatible() {
    server.answers(200, answer(new float[4])).answers(200, answer(new float[5]));

    try (OpenAiEmbeddingModel model = builder("m").build()) {
      model.embed(List.of("x"), CallOptions.none());

      assertThat(failure(model, "y").kind()).isEqualTo(ErrorKind.INCOMPATIBLE);
    }
  }

  @Test
  void identity_ofOpenAisModels_isKnownWithoutAsking() {
    assertThat(identity("text-embedding-3-small").dimension()).isEqualTo(1_536);
    assertThat(identity("text-embedding-3-large").dimension()).isEqualTo(3_072);
    assertThat(identity("text-embedding-ada-002").dimension()).isEqualTo(1_536);
    assertThat(identity("text-embedding-3-small"))
        .hasToString("text-embedding-3-small/openai/default/default/1536");
    assertThat(server.requests()).isZero();
  }

  private EmbeddingIdentity identity(String name) {
    try (OpenAiEmbeddingModel model = builder(name).build()) {
      return model.identity();
    }
  }

  @Test
  void identity_ofAnotherModel_isLearnedOnce() {
    server.answers(200, answer(new float[768]));

    try (OpenAiEmbeddingModel model = builder("nomic-embed-text").build()) {
      assertThat(model.identity().dimension()).isEqualTo(768);
      assertThat(model.identity().dimension()).isEqualTo(768);
    }
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void dimension_fewerThanTheModelHas_isAskedFor() throws IOException {
    server.answers(200, answer(new float[256]));

    try (OpenAiEmbeddingModel model = builder("text-embedding-3-large").dimension(256).build()) {
      assertThat(model.identity().dimension()).isEqualTo(256);
      assertThat(model.embed(List.of("x"), CallOptions.none()).getFirst()).hasSize(256);
    }
    assertThat(server.request(0).path("dimensions").asInt()).isEqualTo(256);
  }

  @Test
  void dimension_serverShortensNothing_isTakenAsItComes() throws IOException {
    server.answers(
        400, "{\"error\":{\"message\":\"changing output dimensions is not supported\"}}");
    server.answers(200, answer(new float[768]));

    try (OpenAiEmbeddingModel model = builder("m").dimension(768).build()) {
      assertThat(model.embed(List.of("x"), CallOptions.none()).getFirst()).hasSize(768);
    }
    assertThat(server.request(1).has("dimensions")).isFalse();
  }

  @Test
  void dimension_thatTheModelCannotHave_isConfiguration() {
    for (OpenAiEmbeddingModel.Builder wrong :
        List.of(
            builder("text-embedding-ada-002").dimension(512),
            builder("text-embedding-3-small").dimension(2_000))) {
      assertThatThrownBy(wrong::build)
          .hasMessageContaining("1536")
          .extracting("kind")
          .isEqualTo(ErrorKind.CONFIGURATION);
    }
  }

  @Test
  void embed_limitedForAMoment_isAskedAgain() {
    server.answers(429, "{}", Map.of("retry-after-ms", "5"));
    server.answers(200, answer(new float[4]));

    try (OpenAiEmbeddingModel model = builder("m").build()) {
      assertThat(model.embed(List.of("x"), CallOptions.none())).hasSize(1);
    }
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void embed_serverReadsLessThanTaken_isALimitThatNamesTheSetting() {
    server.answers(
        400, "{\"error\":{\"message\":\"the input length exceeds the context length\"}}");

    try (OpenAiEmbeddingModel model = builder("m").build()) {
      assertThat(failure(model, "x"))
          .hasMessageContaining("embedding.openai.window")
          .extracting("kind")
          .isEqualTo(ErrorKind.LIMIT);
    }
  }

  @Test
  void embed_tooSlowOrCancelled_endsSo() {
    server.holds();
    CancellationToken token = new CancellationToken();
    token.cancel();

    try (OpenAiEmbeddingModel model = builder("m").build()) {
      assertThat(kind(model, CallOptions.within(Duration.ofMillis(200))))
          .isEqualTo(ErrorKind.DEADLINE);
      assertThat(kind(model, CallOptions.none().withCancellation(token)))
          .isEqualTo(ErrorKind.CANCELLED);
    }
  }

  private static ErrorKind kind(EmbeddingModel model, CallOptions options) {
    return catchThrowableOfType(MemoryException.class, () -> model.embed(List.of("x"), options))
        .kind();
  }

  @Test
  void embed_afterClose_isInvalid() {
    OpenAiEmbeddingModel model = builder("m").build();
    model.close();
    model.close();

    assertThat(failure(model, "x")).hasMessageContaining("closed");
    assertThat(model.toString()).doesNotContain("sk-secret").contains(server.endpoint());
  }

  @Test
  void serviceLoader_findsBothProviders() {
    assertThat(ServiceLoader.load(EmbeddingModelProvider.class))
        .extracting(EmbeddingModelProvider::id)
        .contains("openai", "azure");
  }

  @Test
  void provider_settings_areFollowed() throws IOException {
    server.answers(200, answer(new float[6], new float[6]));
    OpenAiEmbeddingModelProvider provider = new OpenAiEmbeddingModelProvider();
    Map<String, String> values =
        Map.of("url", server.url(), "dimension", "6", "window", "77", "batch", "2");

    try (EmbeddingModel model =
        provider.open(new ModelContext(FakeSettings.of(provider.settings(), values), "m"))) {
      assertThat(model.maximumTokens()).isEqualTo(77);
      assertThat(model.identity().dimension()).isEqualTo(6);
      assertThat(model.embed(List.of("a", "b"), CallOptions.none())).hasSize(2);
    }
    assertThatThrownBy(() ->
            provider.open(new ModelContext(FakeSettings.of(provider.settings(), values), null)))
        .hasMessageContaining("no model is named");
    assertThatThrownBy(() ->
            provider.open(new ModelContext(FakeSettings.of(provider.settings(), Map.of()), null)))
        .hasMessageContaining("embedding.openai.key");
  }
}
