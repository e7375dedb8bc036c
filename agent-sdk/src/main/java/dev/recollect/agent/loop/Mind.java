package dev.recollect.agent.loop;

import dev.recollect.agent.tool.ToolBox;
import dev.recollect.agent.tool.TurnSearches;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.tier.CoreDraft;
import java.time.ZoneId;

/**
 * What answers: a model, its tools and what they share.
 *
 * @param model who is asked
 * @param tools what it may call
 * @param draft the blocks that its tools edit
 * @param searches the rankings that its tools page through
 * @param zone the agent's time zone
 */
public record Mind(
    ChatModel model, ToolBox tools, CoreDraft draft, TurnSearches searches, ZoneId zone) {}
