package dev.recollect.agent.profile;

import dev.recollect.memory.api.conversation.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model's reply comes to.
 *
 * @param text what it wrote, as it is kept
 * @param calls the calls it asks for, as they are kept
 * @param sent what of it the person is to read, if that is not the text; empty for nothing
 */
public record Decision(String text, List<ToolCall> calls, @Nullable String sent) {

  /** Copies the calls. */
  public Decision {
    calls = List.copyOf(calls);
  }
}
