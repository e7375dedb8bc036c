package dev.recollect.memory.api.spi;

/** What an acknowledged write survives. */
public enum Durability {
  /** Nothing: the data lives as long as the backend is open. */
  NONE,
  /** The process being killed at any moment. */
  PROCESS_KILL,
  /** The machine losing power at any moment, if the disk keeps what it acknowledged. */
  POWER_LOSS
}
