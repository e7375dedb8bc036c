package dev.recollect.agent;

import dev.recollect.agent.context.Shown;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.tool.ToolSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an agent's model sees of everything there is: the next request, up to what somebody says
 * then, and the tokens of its parts, counted as the model counts. A long message may make further
 * exchanges leave. Immutable.
 */
public final class AgentContext {

  /** What the context window of a model is filled with. */
  public enum Part {
    /** The system text, the time, and how much lies in the tiers. */
    INSTRUCTIONS,
    /** Core memory: the blocks. */
    BLOCKS,
    /** Names, descriptions and parameters of the tools. */
    TOOLS,
    /** What stands for exchanges that have left the window. */
    SUMMARY,
    /** What was said, and the calls and results of tools. */
    MESSAGES,
    /** What is kept free for the answer. */
    ANSWER
  }

  private final Shown shown;
  private final Map<Part, Integer> tokens = new EnumMap<>(Part.class);

  AgentContext(Shown shown) {
    this.shown = shown;
    tokens.put(Part.INSTRUCTIONS, shown.instructions());
    tokens.put(Part.BLOCKS, shown.blocks());
    tokens.put(Part.TOOLS, shown.tools());
    tokens.put(Part.SUMMARY, shown.summary());
    tokens.put(Part.MESSAGES, shown.messages());
    tokens.put(Part.ANSWER, shown.budget().answer());
  }

  /** Returns the messages that the model is sent, the system message first. */
  public List<Message> messages() {
    return shown.request().messages();
  }

  /** Returns the tools that the model may call. */
  public List<ToolSpec> tools() {
    return shown.request().tools();
  }

  /** Returns the tokens of a part, from 0. */
  public int tokens(Part part) {
    return tokens.getOrDefault(part, 0);
  }

  /** Returns the tokens of the model's context window. */
  public int window() {
    return shown.budget().window();
  }

  /**
   * Returns the tokens that are left for what somebody says and what follows from it, from 0;
   * before they run out, exchanges leave.
   */
  public int free() {
    return window() - tokens.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the parts with their tokens; no text of the conversation. */
  @Override
  public String toString() {
    return tokens + ", free " + free() + " of " + window();
  }
}
