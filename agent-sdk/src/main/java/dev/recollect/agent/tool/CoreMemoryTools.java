package dev.recollect.agent.tool;

import dev.recollect.memory.api.tier.CoreMemory;
import dev.recollect.memory.api.tool.Tool;
import java.util.List;

/** The tools {@code core_memory_append} and {@code core_memory_replace}. */
public final class CoreMemoryTools {

  static final String APPEND = "core_memory_append";
  static final String REPLACE = "core_memory_replace";

  private CoreMemoryTools() {}

  /** Returns the tools over a core memory. */
  public static List<Tool> of(CoreMemory core) {
    return List.of(append(core), replace(core));
  }

  private static Tool append(CoreMemory core) {
    return new MemoryTool(
        APPEND,
        "Add a line to a block of core memory.",
        new ParameterSchema()
            .text("name", "Block of core memory to be edited, such as persona or human.")
            .text("content", "What to write, as a line of its own. All Unicode is supported.")
            .json(),
        (arguments, invocation) -> {
          core.append(arguments.text("name"), arguments.text("content"));
          return MemoryTool.DONE;
        });
  }

  private static Tool replace(CoreMemory core) {
    return new MemoryTool(
        REPLACE,
        "Replace a text in a block of core memory; with an empty new_content, delete it.",
        new ParameterSchema()
            .text("name", "Block of core memory to be edited, such as persona or human.")
            .text("old_content", "Text to replace. Must occur exactly so, and once.")
            .text("new_content", "What to write in its place. All Unicode is supported.")
            .json(),
        (arguments, invocation) -> {
          core.replace(
              arguments.text("name"), arguments.text("old_content"), arguments.text("new_content"));
          return MemoryTool.DONE;
        });
  }
}
