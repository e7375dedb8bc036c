package dev.recollect.agent.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes an owner of memory an agent.
 *
 * @param format version of this layout
 * @param zone the agent's time zone
 * @param conversation id of its conversation
 * @param createdAt when it was created, ISO-8601
 * @param system what its system prompt begins with, or null for the text of the version that runs
 * @param profile how it speaks with its model; null where it was stored before there was a choice
 * @param innerThoughts where its model writes what it thinks, or null for what the opener says
 * @param tools names of the tools it may call, or null for all
 * @param model id of the model it was made for, or null
 */
public record AgentRecord(
    int format,
    String zone,
    String conversation,
    String createdAt,
    @Nullable String system,
    @Nullable String profile,
    @Nullable String innerThoughts,
    @Nullable List<String> tools,
    @Nullable String model) {

  /** The layout that this version writes. */
  public static final int FORMAT = 1;

  /** Returns how it speaks with its model. */
  public String profileOrNative() {
    return profile == null ? "native" : profile;
  }

  /** Returns what makes another owner an agent of the same kind. */
  public AgentRecord copy(String otherConversation, String now) {
    return new AgentRecord(
        FORMAT, zone, otherConversation, now, system, profile, innerThoughts, tools, model);
  }
}
