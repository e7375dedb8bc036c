package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that refuse a parameter are asked again without it, and remembered. */
class DialectTest {

  private LoopbackServer server;
  private Asked asked;

  @BeforeEach
  void open() throws IOException {
    server = new LoopbackServer();
    asked = Asked.of(server);
  }

  @AfterEach
  void close() {
    asked.close();
    server.close();
  }

  private static String refusal(String message, String parameter) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"param\":%s,"
            .formatted(message, parameter)
        + "\"code\":null}}";
  }

  @Test
  void reply_streamOptionsRefused_streamsWithoutAndRemembers() throws IOException {
    server.answers(400, refusal("body.stream_options: Extra inputs are not permitted", "null"));
    server.streams("{\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}");

    assertThat(asked.reply().text()).isEqualTo("yes");
    assertThat(asked.reply().text()).isEqualTo("yes");

    assertThat(server.requests()).isEqualTo(3);
    for (int request : new int[] {1, 2}) {
      assertThat(server.request(request).path("stream").asBoolean()).isTrue();
      assertThat(server.request(request).has("stream_options")).isFalse();
    }
  }

  @Test
  void reply_streamingRefused_asksForTheWholeAndRemembers() throws IOException {
    server.answers(
        400, refusal("Your organization must be verified to stream this model.", "\"stream\""));
    server.says("{\"content\":\"yes\"}");

    assertThat(asked.reply().text()).isEqualTo("yes");
    assertThat(asked.reply().text()).isEqualTo("yes");

    assertThat(server.requests()).isEqualTo(3);
    for (int request : new int[] {1, 2}) {
      assertThat(server.request(request).path("stream").asBoolean()).isFalse();
      assertThat(server.request(request).has("stream_options")).isFalse();
    }
  }

  @Test
  void reply_refusedForAnotherReason_isNotAskedAgain() {
    server.answers(400, refusal("upstream: unknown role", "\"messages\""));

    assertThat(asked.failure().kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void reply_refusedWithoutItToo_isTheLastRefusalAndNothingIsRemembered() throws IOException {
    server.answers(400, refusal("stream is wrong", "null"));
    server.answers(400, refusal("the tool is wrong", "null"));
    server.streams("{\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}");

    assertThat(asked.failure()).hasMessageContaining("the tool is wrong");
    assertThat(asked.reply().text()).isEqualTo("yes");
    assertThat(server.request(2).path("stream").asBoolean()).isTrue();
  }

  @Test
  void reply_boundUnderItsOldNameRefused_isSentUnderTheNewOne() throws IOException {
    server.answers(
        400,
        refusal(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                + " 'max_completion_tokens' instead.",
            "\"max_tokens\""));
    server.says("{\"content\":\"yes\"}");
    ChatRequest request =
        ChatRequest.builder(List.of(Message.of(Role.USER, "go", Instant.EPOCH)))
            .maximumAnswerTokens(99)
            .build();

    asked.model().reply(request, delta -> {}, CallOptions.none());

    assertThat(server.request(0).path("max_tokens").asInt()).isEqualTo(99);
    assertThat(server.request(1).path("max_completion_tokens").asInt()).isEqualTo(99);
    assertThat(server.request(1).has("max_tokens")).isFalse();
  }

  @Test
  void reply_parallelCallsChosen_areSentWithToolsOnlyAndGivenUpIfRefused() throws IOException {
    server.says("{\"content\":\"yes\"}");
    server.answers(400, refusal("Unsupported parameter", "\"parallel_tool_calls\""));
    server.says("{\"content\":\"yes\"}");
    ChatRequest.Builder request =
        ChatRequest.builder(List.of(Message.of(Role.USER, "go", Instant.EPOCH)))
            .parallelToolCalls(false);

    asked.model().reply(request.build(), delta -> {}, CallOptions.none());
    request.tools(List.of(new ToolSpec("f", "does", "{\"type\":\"object\"}")));
    asked.model().reply(request.build(), delta -> {}, CallOptions.none());

    assertThat(server.request(0).has("parallel_tool_calls")).isFalse();
    assertThat(server.request(1).path("parallel_tool_calls").asBoolean(true)).isFalse();
    assertThat(server.request(2).has("parallel_tool_calls")).isFalse();
  }

  @Test
  void reply_streamingSwitchedOff_asksForTheWhole() throws IOException {
    server.says("{\"content\":\"yes\"}");

    try (OpenAiModel model =
        OpenAiModel.builder("m", server.asked().build()).stream(false).build()) {
      assertThat(model.reply(Asked.QUESTION, delta -> {}, CallOptions.none()).text())
          .isEqualTo("yes");
    }
    assertThat(server.request(0).has("stream")).isFalse();
  }
}
