package dev.recollect.agent.state;

import org.jspecify.annotations.Nullable;

/**
 * What makes an owner of memory an agent.
 *
 * @param format version of this layout
 * @param zone the agent's time zone
 * @param conversation id of its conversation
 * @param createdAt when it was created, ISO-8601
 * @param system what its system prompt begins with, or null for the text of the version that runs
 */
public record AgentRecord(
    int format, String zone, String conversation, String createdAt, @Nullable String system) {

  /** The layout that this version writes. */
  public static final int FORMAT = 1;
}
