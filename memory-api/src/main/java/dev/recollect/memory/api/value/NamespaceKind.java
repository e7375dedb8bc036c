package dev.recollect.memory.api.value;

/** What the records of a {@link Namespace} are. */
public enum NamespaceKind {
  /** Passages of one owner's archival memory. */
  ARCHIVE,
  /** Messages of one owner's recall memory. */
  RECALL,
  /** Passages of a source that any number of agents may attach. */
  SOURCE
}
