package dev.recollect.memory.api.tool;

/** Something a model may call. Implementations are thread-safe. */
public interface Tool {

  /** Returns what the model is told; always the same. */
  ToolSpec spec();

  /**
   * Runs the tool. An exception is reported to the model as a failure with its message, and the
   * turn goes on.
   */
  ToolResult call(ToolInvocation invocation);

  /**
   * Returns whether running the same call twice does no harm; such calls are run again after a
   * crash.
   */
  default boolean idempotent() {
    return false;
  }
}
