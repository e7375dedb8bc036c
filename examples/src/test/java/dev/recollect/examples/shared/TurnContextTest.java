package dev.recollect.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnContextTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final List<String> asked = new ArrayList<>();
  private final TurnContext context =
      new TurnContext((message, shown, options) -> {
        asked.add(message.text());
        return message.text().isEmpty() ? Optional.empty() : Optional.of("of " + message.text());
      });

  private static Message message(Role role, String text) {
    return Message.of(role, text, NOON);
  }

  private List<String> prepared(Message... messages) {
    ChatRequest request = ChatRequest.builder(List.of(messages)).build();
    return context.prepare(request, CallOptions.none()).messages().stream()
        .map(Message::text)
        .toList();
  }

  @Test
  void prepare_putsTheTextBehindTheInstructionsAndBeforeTheConversation() {
    assertThat(
            prepared(
                message(Role.SYSTEM, "instructions"),
                message(Role.SYSTEM, "summary"),
                message(Role.USER, "Hi"),
                message(Role.ASSISTANT, "Hello."),
                message(Role.USER, "boats")))
        .containsExactly("instructions", "summary", "of boats", "Hi", "Hello.", "boats");
  }

  @Test
  void prepare_severalRequestsOfATurn_looksUpOnce() {
    Message question = message(Role.USER, "boats");
    prepared(question);
    prepared(question, message(Role.ASSISTANT, "I search."), message(Role.TOOL, "found"));
    assertThat(asked).containsExactly("boats");
    prepared(question, message(Role.ASSISTANT, "Petrel."), message(Role.USER, "weather"));
    assertThat(asked).containsExactly("boats", "weather");
    assertThat(context.latest()).hasValue("of weather");
  }

  @Test
  void prepare_withoutAText_changesNothing() {
    assertThat(prepared(message(Role.SYSTEM, "instructions"), message(Role.USER, "")))
        .containsExactly("instructions", "");
    assertThat(prepared(message(Role.SYSTEM, "instructions"))).containsExactly("instructions");
    assertThat(context.latest()).isEmpty();
  }

  @Test
  void prepare_keepsToolsAndTheBoundOfTheAnswer() {
    ChatRequest request =
        ChatRequest.builder(List.of(message(Role.USER, "boats")))
            .tools(List.of(new ToolSpec("tide", "High tide", "{}")))
            .maximumAnswerTokens(42)
            .build();
    ChatRequest prepared = context.prepare(request, CallOptions.none());
    assertThat(prepared.tools()).isEqualTo(request.tools());
    assertThat(prepared.maximumAnswerTokens()).hasValue(42);
  }
}
