package dev.recollect.memory.api.tool;

import dev.recollect.memory.api.conversation.Reference;
import java.util.List;

/**
 * What a tool answers to the model.
 *
 * @param failed whether the call failed; the text then teaches what would be right
 * @param text what the model reads
 * @param references stored texts on which it rests
 */
public record ToolResult(boolean failed, String text, List<Reference> references) {

  /** Copies the references. */
  public ToolResult {
    references = List.copyOf(references);
  }

  /** Returns the result of a call that worked. */
  public static ToolResult ok(String text) {
    return new ToolResult(false, text, List.of());
  }

  /** Returns the result of a call that worked, with what it rests on. */
  public static ToolResult ok(String text, List<Reference> references) {
    return new ToolResult(false, text, references);
  }

  /** Returns the result of a call that failed. */
  public static ToolResult failed(String text) {
    return new ToolResult(true, text, List.of());
  }
}
