package dev.recollect.memory.api.model;

import dev.recollect.memory.api.conversation.ToolCall;
import java.util.List;

/**
 * A model's whole answer.
 *
 * @param text what it says; may be empty when it calls tools
 * @param toolCalls the tools it asks for, in order
 * @param finish why it stopped
 * @param usage the tokens it took
 */
public record ChatReply(String text, List<ToolCall> toolCalls, Finish finish, Usage usage) {

  /** Copies the calls. */
  public ChatReply {
    toolCalls = List.copyOf(toolCalls);
  }

  /** Why a model stopped. */
  public enum Finish {
    /** It had said all, or it asks for tools. */
    COMPLETE,
    /** The answer reached its largest length. */
    LENGTH,
    /** The provider held the answer back. */
    FILTERED
  }
}
