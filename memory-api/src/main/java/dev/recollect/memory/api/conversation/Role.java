package dev.recollect.memory.api.conversation;

/** Who a message is from. */
public enum Role {
  /** Instructions, core memory and summaries. */
  SYSTEM,
  /** The person, or an event of the application. */
  USER,
  /** The model. */
  ASSISTANT,
  /** The result of a tool call. */
  TOOL
}
