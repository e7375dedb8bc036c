package dev.recollect.agent.state;

/**
 * What makes an owner of memory an agent.
 *
 * @param format version of this layout
 * @param zone the agent's time zone
 * @param conversation id of its conversation
 * @param createdAt when it was created, ISO-8601
 */
public record AgentRecord(int format, String zone, String conversation, String createdAt) {

  /** The layout that this version writes. */
  public static final int FORMAT = 1;
}
