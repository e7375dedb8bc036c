package dev.recollect.agent.context;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tool.ToolSpec;
import java.util.List;

/**
 * Counts the tokens of what a request consists of, as its model does. Thread-safe.
 *
 * <p>Beside the texts, each message, call and tool counts a few tokens for what providers wrap
 * around it.
 */
public final class TokenCounter {

  private static final int WRAPPING = 4;

  private final ChatModel model;

  /** Creates a counter for a model. */
  public TokenCounter(ChatModel model) {
    this.model = model;
  }

  /** Returns the tokens of a text. */
  public int count(String text) {
    return text.isEmpty() ? 0 : model.countTokens(text);
  }

  /** Returns the tokens of a message. */
  public int count(Message message) {
    int tokens = WRAPPING + count(message.text()) + message.name().map(this::count).orElse(0);
    for (ToolCall call : message.toolCalls()) {
      tokens += WRAPPING + count(call.name()) + count(call.arguments());
    }
    return tokens;
  }

  /** Returns the tokens of what a model is told of tools. */
  public int count(List<ToolSpec> tools) {
    int tokens = 0;
    for (ToolSpec tool : tools) {
      tokens += WRAPPING + count(tool.name()) + count(tool.description());
      tokens += count(tool.parameters());
    }
    return tokens;
  }
}
