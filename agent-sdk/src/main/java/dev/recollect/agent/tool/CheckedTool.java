package dev.recollect.agent.tool;

import dev.recollect.memory.api.tool.Tool;

/** A tool whose schema we wrote ourselves. */
sealed interface CheckedTool extends Tool permits RecordTool, MethodTool, SchemaTool {

  /** Returns what reads its arguments. */
  ArgumentReader reader();
}
