package dev.recollect.examples.recall;

/** How far back an answer may reach. */
public enum RecallScope {
  /** All conversations of the person with the agent. */
  ALL_CONVERSATIONS,
  /** The conversation at hand. */
  THIS_CONVERSATION
}
