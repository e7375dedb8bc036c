package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.ModelContext;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.tck.fake.FakeSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to Azure OpenAI, as its reference asks: path, query, headers, body. */
class AzureTest {

  private LoopbackServer server;

  @BeforeEach
  void open() throws IOException {
    server = new LoopbackServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String resource() {
    return "http://" + server.endpoint();
  }

  private static ChatModel chat(Map<String, String> values, String deployment) {
    AzureModelProvider provider = new AzureModelProvider();
    return provider.open(
        new ModelContext(FakeSettings.of(provider.settings(), values), deployment));
  }

  private static EmbeddingModel embeddings(Map<String, String> values, String deployment) {
    AzureEmbeddingModelProvider provider = new AzureEmbeddingModelProvider();
    return provider.open(
        new ModelContext(FakeSettings.of(provider.settings(), values), deployment));
  }

  private void ask(Map<String, String> values) {
    server.says("{\"content\":\"Petrel\"}");
    ChatRequest request =
        ChatRequest.builder(Asked.QUESTION.messages()).maximumAnswerTokens(50).build();
    try (ChatModel model = chat(values, "my-gpt")) {
      assertThat(model.id()).isEqualTo("azure:my-gpt");
      assertThat(model.reply(request, delta -> {}, CallOptions.none()).text()).isEqualTo("Petrel");
    }
  }

  @Test
  void reply_datedVersion_goesToTheDeploymentsPath() throws IOException {
    ask(Map.of("url", resource() + "/", "key", "azure-secret", "version", "2024-10-21"));

    assertThat(server.uri(0))
        .hasToString("/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21");
    assertThat(server.headers(0).getFirst("api-key")).isEqualTo("azure-secret");
    assertThat(server.headers(0).containsKey("Authorization")).isFalse();
    assertThat(server.request(0).path("max_completion_tokens").asInt()).isEqualTo(50);
    assertThat(server.request(0).path("stream").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'',            , /openai/v1/chat/completions",
    "/openai,       , /openai/v1/chat/completions",
    "/openai/v1/,   , /openai/v1/chat/completions",
    "/openai/v1,  v1, /openai/v1/chat/completions",
    "'',     preview, /openai/v1/chat/completions?api-version=preview",
  })
  void reply_withoutDate_goesToTheUndatedApi(String path, String version, String sent)
      throws IOException {
    Map<String, String> values = Map.of("url", resource() + path, "key", "azure-secret");
    ask(version == null ? values : with(values, "version", version));

    assertThat(server.uri(0)).hasToString(sent);
    assertThat(server.headers(0).getFirst("api-key")).isEqualTo("azure-secret");
    assertThat(server.headers(0).containsKey("Authorization")).isFalse();
    assertThat(server.request(0).path("model").asText()).isEqualTo("my-gpt");
  }

  private static Map<String, String> with(Map<String, String> values, String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(values);
    more.put(name, value);
    return more;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "2024-10-21"})
  void reply_tokenOfEntra_isABearer(String version) {
    ask(Map.of("url", resource(), "token", "entra-token", "version", version));

    assertThat(server.headers(0).get("Authorization")).containsExactly("Bearer entra-token");
    assertThat(server.headers(0).containsKey("api-key")).isFalse();
  }

  @Test
  void embed_datedVersion_goesToTheDeploymentsPath() {
    server.answers(200, OpenAiEmbeddingModelTest.answer(new float[1_536]));
    Map<String, String> values =
        Map.of(
            "url",
            resource(),
            "key",
            "azure-secret",
            "version",
            "2024-10-21",
            "model",
            "text-embedding-3-small");

    try (EmbeddingModel model = embeddings(values, "my-vectors")) {
      assertThat(model.identity().model()).isEqualTo("text-embedding-3-small");
      assertThat(model.identity().dimension()).isEqualTo(1_536);
      assertThat(model.embed(List.of("Petrel"), CallOptions.none())).hasSize(1);
    }

    assertThat(server.uri(0))
        .hasToString("/openai/deployments/my-vectors/embeddings?api-version=2024-10-21");
    assertThat(server.headers(0).getFirst("api-key")).isEqualTo("azure-secret");
  }

  @Test
  void embed_withoutDate_goesToTheUndatedApi() throws IOException {
    server.answers(200, OpenAiEmbeddingModelTest.answer(new float[1_536]));

    try (EmbeddingModel model =
        embeddings(Map.of("url", resource(), "key", "k"), "text-embedding-3-small")) {
      assertThat(model.embed(List.of("Petrel"), CallOptions.none())).hasSize(1);
    }

    assertThat(server.uri(0)).hasToString("/openai/v1/embeddings");
    assertThat(server.request(0).path("model").asText()).isEqualTo("text-embedding-3-small");
  }

  @Test
  void reply_keyRefused_saysWhereItIsSet() {
    server.answers(401, "{\"error\":{\"code\":\"401\",\"message\":\"Access denied\"}}");

    try (ChatModel model = chat(Map.of("url", resource(), "key", "azure-secret"), "my-gpt")) {
      assertThatThrownBy(() -> model.reply(Asked.QUESTION, delta -> {}, CallOptions.none()))
          .hasMessageContaining("AZURE_OPENAI_API_KEY")
          .hasMessageContaining("model.azure.key")
          .hasMessageNotContaining("azure-secret");
    }
  }

  @Test
  void open_modelOfTheDeploymentNamed_goesByIt() {
    Map<String, String> values = Map.of("url", resource(), "key", "k", "model", "gpt-4.1");

    try (ChatModel model = chat(values, "my-gpt");
        ChatModel unknown = chat(Map.of("url", resource(), "key", "k"), "my-gpt")) {
      assertThat(model.contextWindow()).isEqualTo(1_047_576);
      assertThat(unknown.contextWindow()).isEqualTo(128_000);
    }
  }

  @Test
  void open_somethingMissingOrWrong_saysWhat() {
    Map<String, String> whole = Map.of("url", "https://x.openai.azure.com", "key", "k");
    assertFails(Map.of("key", "k"), "d", ErrorKind.CONFIGURATION, "AZURE_OPENAI_ENDPOINT");
    assertFails(
        Map.of("url", "https://x.openai.azure.com"),
        "d",
        ErrorKind.AUTHENTICATION,
        "AZURE_OPENAI_API_KEY");
    assertFails(whole, null, ErrorKind.CONFIGURATION, "azure:DEPLOYMENT");
    assertFails(whole, "../admin", ErrorKind.CONFIGURATION, "no name of a deployment");
    assertFails(with(whole, "version", "2024"), "d", ErrorKind.CONFIGURATION, "2024-10-21");
    assertFails(with(whole, "url", "x.openai.azure.com"), "d", ErrorKind.CONFIGURATION, "https://");
    assertFails(
        with(whole, "url", "https://x.openai.azure.com/openai/deployments/d/chat/completions?a=b"),
        "d",
        ErrorKind.CONFIGURATION,
        "resource alone");
    assertFails(
        with(with(whole, "url", "https://x.openai.azure.com/openai/v1"), "version", "2024-10-21"),
        "d",
        ErrorKind.CONFIGURATION,
        "remove one of the two");
  }

  private static void assertFails(
      Map<String, String> values, String deployment, ErrorKind kind, String says) {
    assertThatThrownBy(() -> chat(values, deployment))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).as(says).isEqualTo(kind))
        .hasMessageContaining(says);
  }

  @Test
  void environment_ofUsers_isTaken() {
    Map<String, String> environment =
        Map.of(
            "AZURE_OPENAI_ENDPOINT",
            resource(),
            "AZURE_OPENAI_API_KEY",
            "azure-secret",
            "OPENAI_API_VERSION",
            "2025-04-01-preview");
    server.says("{\"content\":\"Petrel\"}");

    OpenAiServer azure = OpenAiServer.azureOfEnvironment(environment).build();
    try (OpenAiModel model = OpenAiModel.builder("my-gpt", azure).build()) {
      model.reply(Asked.QUESTION, delta -> {}, CallOptions.none());
    }

    assertThat(server.uri(0))
        .hasToString("/openai/deployments/my-gpt/chat/completions?api-version=2025-04-01-preview");
    assertThat(azure.toString()).doesNotContain("azure-secret");
    assertThatThrownBy(() -> OpenAiServer.azureOfEnvironment(Map.of()))
        .hasMessageContaining("AZURE_OPENAI_ENDPOINT");
  }
}
