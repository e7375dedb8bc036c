package dev.recollect.agent.tool;

import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;

/**
 * One of the tools with which a model keeps its memory, with MemGPT's name, arguments and result.
 * Running one twice does no harm: blocks change in the commit that ends the turn, and a passage's
 * id is the key of its call.
 */
final class MemoryTool implements Tool {

  /** What the tool does; faults are thrown and become failures that the model reads. */
  @FunctionalInterface
  interface Action {
    ToolResult run(Arguments arguments, ToolInvocation invocation);
  }

  /** What a tool that has nothing to tell answers, as in MemGPT. */
  static final ToolResult DONE = ToolResult.ok("None");

  private final ToolSpec spec;
  private final Action action;

  MemoryTool(String name, String description, String parameters, Action action) {
    this.spec = new ToolSpec(name, description, parameters);
    this.action = action;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ToolInvocation invocation) {
    return action.run(Arguments.parse(invocation.arguments()), invocation);
  }

  @Override
  public boolean idempotent() {
    return true;
  }
}
