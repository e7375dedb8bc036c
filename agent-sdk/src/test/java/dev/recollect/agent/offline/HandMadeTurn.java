package dev.recollect.agent.offline;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.conversation.Reference.Tier;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One turn whose tools answer what a test has put there. */
final class HandMadeTurn {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant FIRST = Instant.parse("2026-11-01T12:00:00Z");

  private final String message;
  private final List<Message> exchanged = new ArrayList<>();
  private final List<Reference> said = new ArrayList<>();
  private final List<Reference> filed = new ArrayList<>();
  private List<ToolSpec> tools =
      Arrays.stream(OfferedTool.values())
          .map(tool -> new ToolSpec(tool.toolName(), "a memory tool", "{}"))
          .toList();
  private String human = "";
  private String failure = "";
  private int steps;

  HandMadeTurn(String message) {
    this.message = message;
  }

  HandMadeTurn said(String speaker, String text, boolean near) {
    said.add(reference(Tier.RECALL, speaker, "", text, near));
    return this;
  }

  HandMadeTurn filed(String text, boolean near) {
    filed.add(reference(Tier.ARCHIVAL, "", "", text, near));
    return this;
  }

  HandMadeTurn loaded(String origin, String text, boolean near) {
    filed.add(reference(Tier.ARCHIVAL, "", origin, text, near));
    return this;
  }

  HandMadeTurn human(String value) {
    this.human = value;
    return this;
  }

  HandMadeTurn failing(String reason) {
    this.failure = reason;
    return this;
  }

  HandMadeTurn withoutTools() {
    this.tools = List.of();
    return this;
  }

  /** Returns the next reply of the model. */
  ChatReply ask(ChatModel model) {
    return model.reply(request(1_000), delta -> {}, CallOptions.none());
  }

  /** Runs the turn to its end and returns the answer. */
  String finish(ChatModel model) {
    for (steps = 1; steps < 20; steps++) {
      ChatReply reply = ask(model);
      if (reply.toolCalls().isEmpty()) {
        return reply.text();
      }
      exchanged.add(
          Message.builder(Role.ASSISTANT, reply.text(), NOW).toolCalls(reply.toolCalls()).build());
      reply.toolCalls().forEach(call -> exchanged.add(result(call)));
    }
    throw new AssertionError("the model never answers: " + exchanged);
  }

  /** Returns how many replies the turn took. */
  int steps() {
    return steps;
  }

  ChatRequest request(int answerTokens) {
    String system =
        "You are an agent.\n<human characters=\"%d/5000\">\n%s\n</human>\n"
            .formatted(human.length(), human);
    List<Message> messages = new ArrayList<>();
    messages.add(Message.of(Role.SYSTEM, system, NOW));
    messages.add(Message.of(Role.USER, message, NOW));
    messages.addAll(exchanged);
    return ChatRequest.builder(messages).tools(tools).maximumAnswerTokens(answerTokens).build();
  }

  private Message result(ToolCall call) {
    String text =
        failure.isEmpty()
            ? "{\"status\":\"OK\",\"message\":\"None\",\"time\":\"now\"}"
            : "{\"status\":\"Failed\",\"message\":\"" + failure + "\",\"time\":\"now\"}";
    List<Reference> references =
        switch (call.name()) {
          case "archival_memory_search" -> filed;
          case "conversation_search" -> said;
          default -> List.of();
        };
    return Message.builder(Role.TOOL, text, NOW)
        .toolCallId(call.id())
        .references(references)
        .build();
  }

  private Reference reference(Tier tier, String speaker, String origin, String text, boolean near) {
    int place = said.size() + filed.size();
    Evidence evidence =
        Evidence.builder()
            .contentCosine(near ? 0.75 : 0.5)
            .coverage(near ? 0.8 : 0)
            .near(near)
            .build();
    return new Reference(
        tier,
        "id/" + place,
        speaker,
        origin,
        text,
        FIRST.plus(Duration.ofMinutes(place)),
        evidence);
  }
}
