package dev.recollect.examples.suite;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import java.util.ArrayList;
import java.util.List;

/** A script that plays the same in every profile. Not thread-safe. */
final class Script {

  private final AgentProfile profile;
  private final ScriptedChatModel model;
  private int calls;

  Script(AgentProfile profile, int contextWindow) {
    this.profile = profile;
    this.model = new ScriptedChatModel(contextWindow);
  }

  ScriptedChatModel model() {
    return model;
  }

  /** Adds an answer to the person. */
  Script say(String text) {
    if (profile == AgentProfile.MEMGPT) {
      String message = text.replace("\\", "\\\\").replace("\"", "\\\"");
      model.reply(reply(call("send_message", "{\"message\":\"" + message + "\"}")));
    } else {
      model.say(text);
    }
    return this;
  }

  /** Adds a reply with calls, after which the model is asked again: tool, arguments, and so on. */
  Script call(String... toolsAndArguments) {
    List<ToolCall> all = new ArrayList<>();
    for (int index = 0; index < toolsAndArguments.length; index += 2) {
      all.add(call(toolsAndArguments[index], withHeartbeat(toolsAndArguments[index + 1])));
    }
    model.reply(reply(all.toArray(new ToolCall[0])));
    return this;
  }

  private String withHeartbeat(String arguments) {
    return profile == AgentProfile.MEMGPT
        ? arguments.substring(0, arguments.length() - 1) + ",\"request_heartbeat\":true}"
        : arguments;
  }

  private ToolCall call(String tool, String arguments) {
    calls++;
    return new ToolCall("call-" + calls, tool, arguments);
  }

  private static ChatReply reply(ToolCall... calls) {
    return new ChatReply("", List.of(calls), ChatReply.Finish.COMPLETE, Usage.NONE);
  }
}
