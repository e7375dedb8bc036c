package dev.recollect.examples.autonomous;

import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A tool that acts once a call, however often the call is run: the journal says what was done. As
 * thread-safe as the tool.
 *
 * <p>After a crash an agent runs a call again if nobody wrote down what came of it; the call has
 * the key it had before. Between the act and the line in the journal a crash can still fall, so the
 * tools themselves do no harm when they act twice: a file is written whole, with the same text.
 */
final class JournaledTool implements Tool {

  private final Tool tool;
  private final Journal journal;
  private final Supplier<String> life;
  private final Consumer<Journal.Action> done;

  /**
   * Creates a tool around another.
   *
   * @param life what the keys of calls are prefixed with: tells one agent from a later one of its
   *     name
   * @param done is told of each action when it stands in the journal, also of one that an earlier
   *     process did and could not tell of
   */
  JournaledTool(Tool tool, Journal journal, Supplier<String> life, Consumer<Journal.Action> done) {
    this.tool = tool;
    this.journal = journal;
    this.life = life;
    this.done = done;
  }

  @Override
  public ToolSpec spec() {
    return tool.spec();
  }

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public ToolResult call(ToolInvocation invocation) {
    String key = life.get() + invocation.key();
    Journal.Action action = journal.find(key).orElseGet(() -> act(key, invocation));
    done.accept(action);
    return ToolResult.ok(action.result());
  }

  private Journal.Action act(String key, ToolInvocation invocation) {
    ToolResult result = tool.call(invocation);
    Journal.Action action =
        new Journal.Action(
            key,
            spec().name(),
            invocation.arguments(),
            result.text(),
            ProcessHandle.current().pid());
    journal.add(action);
    return action;
  }
}
