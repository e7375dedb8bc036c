package dev.recollect.agent;

/** What a clone of an agent has beside what every clone has. */
public enum CloneOption {

  /** A copy of the agent's own passages in archival memory, with their ids and times. */
  PASSAGES
}
