package dev.recollect.agent.offline;

import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import java.util.List;
import java.util.Map;

/**
 * Says in MemGPT's way what the model does: answers are sent, and it asks to go on after a call.
 */
final class Sending {

  private Sending() {}

  /** Returns a reply that sends its text, or asks for a heartbeat with each call. */
  static ChatReply of(ChatReply reply, int step) {
    List<ToolCall> calls =
        reply.toolCalls().isEmpty()
            ? List.of(send(reply.text(), step))
            : reply.toolCalls().stream().map(Sending::withHeartbeat).toList();
    return new ChatReply("", calls, reply.finish(), reply.usage());
  }

  private static ToolCall send(String text, int step) {
    return new ToolCall(
        "send-" + step, HeartbeatTools.SEND, ToolResults.arguments(Map.of("message", text)));
  }

  private static ToolCall withHeartbeat(ToolCall call) {
    String arguments = call.arguments();
    return new ToolCall(
        call.id(),
        call.name(),
        arguments.substring(0, arguments.length() - 1) + ",\"request_heartbeat\":true}");
  }
}
