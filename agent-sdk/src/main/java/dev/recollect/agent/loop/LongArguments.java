package dev.recollect.agent.loop;

import dev.recollect.agent.context.TokenCounter;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.tool.ToolResult;
import java.util.Optional;

/**
 * Arguments that are too long to be kept in the window. What is kept in their place is no object,
 * so that no tool ever takes it for arguments.
 */
final class LongArguments {

  private static final String BEFORE = "\"[cut: the arguments had ";

  private LongArguments() {}

  /** Returns arguments, or what is kept in their place if they have more tokens. */
  static String cut(String arguments, int most, TokenCounter counter) {
    int tokens = counter.count(arguments);
    return tokens <= most ? arguments : BEFORE + tokens + " tokens; at most " + most + "]\"";
  }

  /** Returns what a call is told whose arguments were cut; empty if they were not. */
  static Optional<ToolResult> refusal(ToolCall call) {
    if (!call.arguments().startsWith(BEFORE)) {
      return Optional.empty();
    }
    String sizes = call.arguments().substring(BEFORE.length(), call.arguments().length() - 2);
    return Optional.of(
        ToolResult.failed(
            "Error calling function "
                + call.name()
                + ": the arguments had "
                + sizes
                + " fit into the window. Nothing was done. Call it again with less, in several calls"
                + " if need be."));
  }
}
