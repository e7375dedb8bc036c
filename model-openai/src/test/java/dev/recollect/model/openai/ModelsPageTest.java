package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples of docs/models.md. */
class ModelsPageTest {

  @Test
  void chat_ofACompatibleServer_streams() throws IOException {
    StringBuilder screen = new StringBuilder();
    try (LoopbackServer loopback =
        new LoopbackServer()
            .streams(
                "{\"choices\":[{\"delta\":{\"content\":\"Pet\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"rel\"},\"finish_reason\":\"stop\"}]}")) {
      String url = loopback.url();
      // tag::chat[]
      OpenAiServer server =
          OpenAiServer.at(url) // http://localhost:11434/v1, for example
              .timeout(Duration.ofSeconds(90))
              .retries(5)
              .build();
      try (ChatModel model =
          OpenAiModel.builder("llama3.2", server).contextWindow(32_768).build()) {
        Message question = Message.of(Role.USER, "What is the boat called?", Instant.now());
        model.reply(
            ChatRequest.builder(List.of(question)).build(),
            delta -> {
              if (delta instanceof ChatDelta.Text text) {
                screen.append(text.text());
              }
            },
            CallOptions.within(Duration.ofMinutes(5)));
      }
      // end::chat[]
    }
    assertThat(screen).hasToString("Petrel");
  }

  @Test
  void embeddings_ofAzure_areOfTheModelBehindTheDeployment() throws IOException {
    try (LoopbackServer loopback =
        new LoopbackServer().answers(200, OpenAiEmbeddingModelTest.answer(new float[1_536]))) {
      String endpoint = "http://" + loopback.endpoint();
      Credential credential = () -> "entra-token";
      // tag::azure[]
      OpenAiServer azure =
          OpenAiServer.azure(endpoint) // https://NAME.openai.azure.com
              .token(credential::token) // of Microsoft Entra, asked for at each request; or .key(…)
              .build();
      try (EmbeddingModel embeddings =
          OpenAiEmbeddingModel.builder("text-embedding-3-small", azure)
              .deployment("my-vectors")
              .build()) {
        List<float[]> vectors = embeddings.embed(List.of("Petrel"), CallOptions.none());
        assertThat(vectors.getFirst()).hasSize(1_536);
      }
      // end::azure[]
      assertThat(loopback.headers(0).getFirst("Authorization")).isEqualTo("Bearer entra-token");
      assertThat(loopback.request(0).path("model").asText()).isEqualTo("my-vectors");
    }
  }

  private interface Credential {
    String token();
  }
}
