package dev.recollect.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiModelTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final ToolSpec SEARCH =
      new ToolSpec(
          "archival_memory_search",
          "Searches archival memory.",
          """
          {"type": "object", "properties": {"query": {"type": "string"}, "page": {"type":
          ["integer", "null"]}}, "required": ["query"], "additionalProperties": false}\
          """);

  private LoopbackServer server;
  private OpenAiModel model;

  @BeforeEach
  void open() throws IOException {
    server = new LoopbackServer();
    model = OpenAiModel.builder("test-model", server.asked().key("sk-secret").build()).build();
  }

  @AfterEach
  void close() {
    model.close();
    server.close();
  }

  @Test
  void reply_textAnswer_givesTextUsageAndFeedsTheSinkOnce() {
    server.says("{\"role\": \"assistant\", \"content\": \"Petrel.\"}");
    List<ChatDelta> deltas = new ArrayList<>();

    ChatReply reply = model.reply(ask("What is the boat called?"), deltas::add, CallOptions.none());

    assertThat(reply)
        .isEqualTo(
            new ChatReply("Petrel.", List.of(), ChatReply.Finish.COMPLETE, new Usage(11, 7)));
    assertThat(deltas).containsExactly(new ChatDelta.Text("Petrel."));
  }

  @Test
  void reply_roundTripWithTools_sendsWhatTheProtocolAsks() throws IOException {
    server.says("{\"role\": \"assistant\", \"content\": \"Petrel.\"}");
    ChatRequest request =
        ChatRequest.builder(
                List.of(
                    Message.of(Role.SYSTEM, "You are Ada.", NOW),
                    Message.builder(Role.USER, "The boat?", NOW).name("Sam Smith").build(),
                    Message.builder(Role.ASSISTANT, "", NOW)
                        .toolCalls(
                            List.of(new ToolCall("call_1", SEARCH.name(), "{\"query\":\"boat\"}")))
                        .build(),
                    Message.builder(Role.TOOL, "1 result: Petrel", NOW)
                        .toolCallId("call_1")
                        .build()))
            .tools(List.of(SEARCH))
            .maximumAnswerTokens(99)
            .build();

    reply(request);

    JsonNode sent = server.request(0);
    assertThat(sent.path("model").asText()).isEqualTo("test-model");
    assertThat(sent.path("max_tokens").asInt()).isEqualTo(99);
    assertThat(sent.at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(sent.at("/messages/0/content").asText()).isEqualTo("You are Ada.");
    assertThat(sent.at("/messages/1/name").asText()).isEqualTo("Sam_Smith");
    assertThat(sent.at("/messages/2/role").asText()).isEqualTo("assistant");
    assertThat(sent.at("/messages/2/content").isNull()).isTrue();
    assertThat(sent.at("/messages/2/tool_calls/0/id").asText()).isEqualTo("call_1");
    assertThat(sent.at("/messages/2/tool_calls/0/type").asText()).isEqualTo("function");
    assertThat(sent.at("/messages/2/tool_calls/0/function/arguments").asText())
        .isEqualTo("{\"query\":\"boat\"}");
    assertThat(sent.at("/messages/3/role").asText()).isEqualTo("tool");
    assertThat(sent.at("/messages/3/tool_call_id").asText()).isEqualTo("call_1");
    assertThat(sent.at("/messages/3/content").asText()).isEqualTo("1 result: Petrel");
    assertThat(sent.at("/tools/0/type").asText()).isEqualTo("function");
    assertThat(sent.at("/tools/0/function/name").asText()).isEqualTo(SEARCH.name());
    assertThat(sent.at("/tools/0/function/description").asText()).isEqualTo(SEARCH.description());
    assertThat(sent.at("/tools/0/function/parameters/required/0").asText()).isEqualTo("query");
    assertThat(sent.at("/tools/0/function/parameters/additionalProperties").isBoolean()).isTrue();
    assertThat(sent.at("/tools/0/function/strict").isMissingNode()).isTrue();
    assertThat(server.headers(0).getFirst("Authorization")).isEqualTo("Bearer sk-secret");
  }

  @Test
  void reply_systemMessagesInARow_areSentAsOne() throws IOException {
    server.says("{\"role\": \"assistant\", \"content\": \"Yes.\"}");

    reply(
        ChatRequest.builder(
                List.of(
                    Message.of(Role.SYSTEM, "You are Ada.", NOW),
                    Message.of(Role.SYSTEM, "Summary of what left.", NOW),
                    Message.of(Role.USER, "Ready?", NOW)))
            .build());

    JsonNode messages = server.request(0).path("messages");
    assertThat(messages).hasSize(2);
    assertThat(messages.at("/0/content").asText())
        .isEqualTo("You are Ada.\n\nSummary of what left.");
    assertThat(messages.at("/1/role").asText()).isEqualTo("user");
  }

  @Test
  void reply_parallelCalls_keepsTheirOrder() {
    server.says(
        """
        {"role": "assistant", "content": null, "tool_calls": [
          {"id": "a", "type": "function", "function": {"name": "one", "arguments": "{\\"x\\":1}"}},
          {"id": "b", "type": "function", "function": {"name": "two", "arguments": "{broken"}}]}\
        """);
    List<ChatDelta> deltas = new ArrayList<>();

    ChatReply reply = model.reply(ask("go"), deltas::add, CallOptions.none());

    assertThat(reply.text()).isEmpty();
    assertThat(reply.toolCalls())
        .containsExactly(
            new ToolCall("a", "one", "{\"x\":1}"), new ToolCall("b", "two", "{broken"));
    assertThat(deltas).isEmpty();
  }

  @Test
  void reply_dialectOfLlamaCpp_readsEachCallOnce() {
    String id = "call__0_archival_memory_search_cmpl-" + "1234567890".repeat(4);
    server.answers(
        200,
        """
        {"choices": [{"logprobs": null, "finish_reason": "tool_calls", "message": {
          "role": null, "content": null, "extra": {"a": []},
          "function_call": {"name": "search", "arguments": "{}"},
          "tool_calls": [{"id": "%s", "function": {"name": "search", "arguments": {"page": 1}}}]
        }}]}\
        """
            .formatted(id));

    ChatReply reply = reply(ask("go"));

    assertThat(reply.toolCalls()).containsExactly(new ToolCall(id, "search", "{\"page\":1}"));
    assertThat(reply.finish()).isEqualTo(ChatReply.Finish.COMPLETE);
    assertThat(reply.usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void reply_functionCallAlone_isACall() {
    server.says("{\"content\": null, \"function_call\": {\"name\": \"f\", \"arguments\": null}}");

    assertThat(reply(ask("go")).toolCalls()).containsExactly(new ToolCall("call_0", "f", "{}"));
  }

  @Test
  void reply_callsWithoutIdsOrWithEqualOnes_makesThemUnique() {
    server.says(
        """
        {"tool_calls": [{"function": {"name": "f"}}, {"id": "x", "function": {"name": "g"}},
                        {"id": "x", "function": {"name": "h"}}]}\
        """);

    assertThat(reply(ask("go")).toolCalls()).extracting(ToolCall::id).doesNotHaveDuplicates();
  }

  @Test
  void reply_contentInParts_joinsTheirText() {
    server.says(
        "{\"content\": [{\"type\": \"text\", \"text\": \"Pet\"}, {\"type\": \"text\","
            + " \"text\": \"rel\"}]}");

    assertThat(reply(ask("go")).text()).isEqualTo("Petrel");
  }

  @Test
  void reply_unstorableText_isMadeStorable() {
    server.says("{\"content\": \"a\\u0000b\\ud800c \\ud83d\\udc15\"}");

    assertThat(reply(ask("go")).text()).isEqualTo("a\uFFFDb\uFFFDc 🐕");
  }

  @Test
  void reply_finishReasons_areTold() {
    assertThat(finishOf("{\"content\": \"a\"}", "length")).isEqualTo(ChatReply.Finish.LENGTH);
    assertThat(finishOf("{\"content\": \"\"}", "content_filter"))
        .isEqualTo(ChatReply.Finish.FILTERED);
    assertThat(finishOf("{\"content\": null, \"refusal\": \"No.\"}", "stop"))
        .isEqualTo(ChatReply.Finish.FILTERED);
    assertThat(finishOf("{\"content\": \"a\"}", "whatever")).isEqualTo(ChatReply.Finish.COMPLETE);
  }

  private ChatReply.Finish finishOf(String message, String reason) {
    try (LoopbackServer other = new LoopbackServer();
        OpenAiModel asked = OpenAiModel.builder("m", other.asked().build()).build()) {
      other.answers(
          200,
          "{\"choices\": [{\"finish_reason\": \"%s\", \"message\": %s}]}"
              .formatted(reason, message));
      return asked.reply(ask("go"), delta -> {}, CallOptions.none()).finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void reply_longCallId_goesBackShortenedTheSameInCallAndResult() throws IOException {
    server.says("{\"content\": \"ok\"}");
    String id = "x".repeat(70);

    reply(
        ChatRequest.builder(
                List.of(
                    Message.builder(Role.ASSISTANT, "", NOW)
                        .toolCalls(List.of(new ToolCall(id, "f", "{}")))
                        .build(),
                    Message.builder(Role.TOOL, "done", NOW).toolCallId(id).build()))
            .build());

    String called = server.request(0).at("/messages/0/tool_calls/0/id").asText();
    assertThat(called).hasSizeLessThanOrEqualTo(40);
    assertThat(server.request(0).at("/messages/1/tool_call_id").asText()).isEqualTo(called);
  }

  @Test
  void reply_textBesideCalls_sendsBoth() throws IOException {
    server.says("{\"content\": \"ok\"}");

    reply(
        ChatRequest.builder(
                List.of(
                    Message.builder(Role.ASSISTANT, "I look it up.", NOW)
                        .toolCalls(List.of(new ToolCall("a", "f", "{}")))
                        .build(),
                    Message.builder(Role.TOOL, "", NOW).toolCallId("a").build(),
                    Message.of(Role.ASSISTANT, "", NOW)))
            .build());

    JsonNode messages = server.request(0).path("messages");
    assertThat(messages.at("/0/content").asText()).isEqualTo("I look it up.");
    assertThat(messages.at("/0/tool_calls")).hasSize(1);
    assertThat(messages.at("/1/content").isTextual()).isTrue();
    assertThat(messages.at("/2/content").isTextual()).isTrue();
  }

  @Test
  void reply_earlierArgumentsThatAreNoObject_goToOtherServersInsideOne() throws IOException {
    server.says("{\"content\": \"ok\"}");
    List<String> written = List.of("{broken", "[1]", "{} {}", "{\"x\":1}");
    List<ToolCall> calls = new ArrayList<>();
    written.forEach(json -> calls.add(new ToolCall("call_" + calls.size(), "f", json)));

    reply(
        ChatRequest.builder(
                List.of(Message.builder(Role.ASSISTANT, "", NOW).toolCalls(calls).build()))
            .build());

    JsonNode sent = server.request(0).at("/messages/0/tool_calls");
    for (int index = 0; index < 3; index++) {
      String arguments = sent.at("/" + index + "/function/arguments").asText();
      assertThat(new ObjectMapper().readTree(arguments).path("malformed").asText())
          .isEqualTo(written.get(index));
    }
    assertThat(sent.at("/3/function/arguments").asText()).isEqualTo("{\"x\":1}");
  }

  @Test
  void reply_fortyThreads_eachGetItsOwnAnswer() throws Exception {
    server.answers(exchange -> {
      String asked = exchange.getRequestHeaders().getFirst("Content-Length");
      OutputStream out = LoopbackServer.begin(exchange, 0);
      for (int piece = 0; piece < 20; piece++) {
        LoopbackServer.send(out, "{\"choices\":[{\"delta\":{\"content\":\"" + asked + " \"}}]}");
      }
      LoopbackServer.send(out, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
    });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Integer, Future<ChatReply>> replies = new HashMap<>();
      for (int length = 1; length <= 40; length++) {
        ChatRequest request = ask("x".repeat(length));
        replies.put(length, threads.submit(() -> reply(request)));
      }
      String first = replies.get(1).get().text();
      int shortest = Integer.parseInt(first.substring(0, first.indexOf(' ')));
      for (int length = 1; length <= 40; length++) {
        assertThat(replies.get(length).get().text())
            .isEqualTo((shortest + length - 1 + " ").repeat(20));
      }
    }
  }

  @Test
  void reply_toolWithoutSchema_isInvalid() {
    ChatRequest request =
        ChatRequest.builder(List.of(Message.of(Role.USER, "go", NOW)))
            .tools(List.of(new ToolSpec("f", "does", "not json")))
            .build();

    assertThatThrownBy(() -> reply(request))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("tool 'f'")
        .hasMessageContaining("JSON Schema");
  }

  @Test
  void reply_noMessages_isInvalid() {
    assertThatThrownBy(() -> reply(ChatRequest.builder(List.of()).build()))
        .hasMessageContaining("no messages");
  }

  @Test
  void reply_afterClose_isInvalid() {
    model.close();

    assertThatThrownBy(() -> reply(ask("go"))).hasMessageContaining("closed");
  }

  @Test
  void countTokens_text_isNotBelowWhatTokenisersGive() {
    assertThat(model.countTokens("")).isZero();
    // cl100k_base gives 9 and 7.
    assertThat(model.countTokens("The quick brown fox jumps over the lazy dog")).isBetween(9, 15);
    assertThat(model.countTokens("我们住在卑尔根")).isBetween(7, 20);
  }

  @Test
  void contextWindow_unset_goesByTheName() {
    assertThat(window("gpt-5-mini")).isEqualTo(400_000);
    assertThat(window("gpt-4o-mini")).isEqualTo(128_000);
    assertThat(window("gpt-4")).isEqualTo(8_192);
    assertThat(window("llama3.2")).isEqualTo(8_192);
  }

  private static int window(String name) {
    OpenAiServer anywhere = OpenAiServer.at("http://localhost:1/v1").build();
    try (OpenAiModel named = OpenAiModel.builder(name, anywhere).build()) {
      return named.contextWindow();
    }
  }

  private ChatReply reply(ChatRequest request) {
    return model.reply(request, delta -> {}, CallOptions.none());
  }

  private static ChatRequest ask(String text) {
    return ChatRequest.builder(List.of(Message.of(Role.USER, text, NOW))).build();
  }
}
