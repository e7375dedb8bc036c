package dev.recollect.agent.killed;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.function.Consumer;

/**
 * A model that plays one turn by what it sees of it, so that it goes on in another process: it
 * edits a block, sends by radio, files a passage, searches, and answers.
 */
final class HarbourScript implements ChatModel {

  static final String ANSWER = "The harbour knows of Petrel.";

  private final AgentProfile profile;

  HarbourScript(AgentProfile profile) {
    this.profile = profile;
  }

  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    return switch (stepsOfTheTurn(request.messages())) {
      case 0 -> call("core_memory_append", "\"name\":\"human\",\"content\":\"Boat: Petrel\"");
      case 1 -> call("radio", "\"text\":\"Petrel comes\"");
      case 2 -> call("archival_memory_insert", "\"content\":\"Sam's boat is called Petrel\"");
      case 3 -> call("archival_memory_search", "\"query\":\"boat\"");
      default -> answer();
    };
  }

  private static int stepsOfTheTurn(List<Message> messages) {
    int steps = 0;
    for (Message message : messages.reversed()) {
      boolean said = message.text().contains("harbour?");
      if (message.role() == Role.USER && said) {
        return steps;
      }
      steps += message.role() == Role.ASSISTANT ? 1 : 0;
    }
    return steps;
  }

  private ChatReply call(String tool, String arguments) {
    String heartbeat = profile == AgentProfile.MEMGPT ? ",\"request_heartbeat\":true" : "";
    ToolCall call = new ToolCall("call_" + tool, tool, "{" + arguments + heartbeat + "}");
    return new ChatReply("", List.of(call), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private ChatReply answer() {
    List<ToolCall> calls =
        profile == AgentProfile.MEMGPT
            ? List.of(new ToolCall("call_send", "send_message", "{\"message\":\"" + ANSWER + "\"}"))
            : List.of();
    return new ChatReply(
        calls.isEmpty() ? ANSWER : "", calls, ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Override
  public String id() {
    return "harbour";
  }

  @Override
  public String description() {
    return "plays one turn by what it sees of it";
  }

  @Override
  public int contextWindow() {
    return 32_000;
  }

  @Override
  public int countTokens(String text) {
    return (text.length() + 3) / 4;
  }

  @Override
  public boolean generative() {
    return false;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
