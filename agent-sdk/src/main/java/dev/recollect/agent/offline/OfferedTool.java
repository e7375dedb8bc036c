package dev.recollect.agent.offline;

/** The memory tools that the model uses, by MemGPT's names. */
enum OfferedTool {
  ARCHIVAL_INSERT("archival_memory_insert"),
  ARCHIVAL_SEARCH("archival_memory_search"),
  CONVERSATION_SEARCH("conversation_search"),
  CORE_APPEND("core_memory_append"),
  CORE_REPLACE("core_memory_replace");

  private final String toolName;

  OfferedTool(String toolName) {
    this.toolName = toolName;
  }

  /** Returns the name under which requests offer it. */
  String toolName() {
    return toolName;
  }
}
