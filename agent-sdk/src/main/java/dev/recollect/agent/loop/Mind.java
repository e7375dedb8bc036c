package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.context.MemoryCounts;
import dev.recollect.agent.context.SystemPrompt;
import dev.recollect.agent.tool.ToolBox;
import dev.recollect.agent.tool.TurnSearches;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.core.tier.CoreDraft;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What answers: a model, its instructions, its tools and what they share.
 *
 * @param model who is asked
 * @param prompt what leads each request
 * @param tools what it may call
 * @param draft the blocks that its tools edit
 * @param searches the rankings that its tools page through
 * @param zone the agent's time zone
 */
public record Mind(
    ChatModel model,
    SystemPrompt prompt,
    ToolBox tools,
    CoreDraft draft,
    TurnSearches searches,
    ZoneId zone) {

  /**
   * Checks that the model could be asked anything with these blocks.
   *
   * @throws MemoryException LIMIT if instructions, blocks and tools fill its context window
   */
  public void requireRoom(List<MemoryBlock> blocks, Instant now) {
    ContextManager context = new ContextManager(model, zone);
    Message system = Message.of(Role.SYSTEM, prompt.text(blocks, MemoryCounts.NONE, now), now);
    int fixed = context.counter().count(system) + context.counter().count(tools.specs());
    context.requireRoom(fixed);
  }
}
