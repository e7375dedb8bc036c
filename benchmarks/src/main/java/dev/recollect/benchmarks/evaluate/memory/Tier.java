package dev.recollect.benchmarks.evaluate.memory;

/** The tiers that can be evaluated. */
public enum Tier {
  /** Documents are messages of one conversation a namespace. */
  RECALL,
  /** Documents are passages of one archive a namespace. */
  ARCHIVAL,
  /** Documents are text files, loaded into a source a namespace. */
  SOURCE
}
