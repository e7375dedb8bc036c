package dev.recollect.agent.loop;

import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.context.TokenCounter;
import dev.recollect.agent.profile.MemoryCounts;
import dev.recollect.agent.profile.ProfileRules;
import dev.recollect.agent.profile.SystemFacts;
import dev.recollect.agent.recall.AutomaticRecall;
import dev.recollect.agent.tool.ToolBox;
import dev.recollect.agent.tool.TurnSearches;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.core.tier.CoreDraft;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answers: a model, how it is spoken with, its tools and what they share.
 *
 * @param model who is asked
 * @param rules how it is spoken with
 * @param tools what it may call
 * @param draft the blocks that its tools edit
 * @param searches the rankings that its tools page through
 * @param pause until when the clock wakes nobody, as its tools have it
 * @param recall finds what bears on a message, or null
 * @param summarises whether the model writes summaries
 * @param listener is told what happens
 * @param zone the agent's time zone
 */
public record Mind(
    ChatModel model,
    ProfileRules rules,
    ToolBox tools,
    CoreDraft draft,
    TurnSearches searches,
    HeartbeatPause pause,
    @Nullable AutomaticRecall recall,
    boolean summarises,
    Listener listener,
    ZoneId zone) {

  /**
   * Checks that the model could be asked anything with these blocks.
   *
   * @throws MemoryException LIMIT if instructions, blocks and tools fill its context window
   */
  public void requireRoom(List<MemoryBlock> blocks, Instant now) {
    ContextManager context = context();
    SystemFacts facts = new SystemFacts(blocks, MemoryCounts.NONE, now, now, counter()::count);
    Message system = Message.of(Role.SYSTEM, rules.system(facts), now);
    int tokens = context.counter().count(rules.specs(tools.specs()));
    context.requireRoom(context.counter().count(system) + tokens);
  }

  /** Returns what counts tokens as the model does. */
  TokenCounter counter() {
    return new TokenCounter(model);
  }

  /** Returns an empty context for the model. */
  ContextManager context() {
    return new ContextManager(model, rules, summarises);
  }

  /** Returns an empty context that asks nobody. */
  ContextManager contextWithoutModel() {
    return new ContextManager(model, rules, false);
  }
}
