package dev.recollect.cli;

import dev.recollect.agent.Agent;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Memory;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A conversation, line by line, until the input ends or the user leaves. */
final class Chat {

  static final Set<String> LEAVING = Set.of("/exit", "exit", "/quit", "quit");

  private final Console console;
  private final Agent agent;
  private final ErrorReport errors;
  private final boolean verbose;
  private final ChatCommands commands;

  Chat(Console console, Memory memory, Agent agent, ErrorReport errors, boolean verbose) {
    this.console = console;
    this.agent = agent;
    this.errors = errors;
    this.verbose = verbose;
    this.commands = new ChatCommands(console, agent, new SourceLines(memory));
  }

  /** Lets the agent speak first; a failure is told and costs nothing but the greeting. */
  void greet() {
    try {
      console.print(agent.greet().text());
    } catch (MemoryException e) {
      errors.report(e, verbose);
    }
  }

  /**
   * Talks to the end and returns the exit code: not 0 if a line failed and nobody sat there to see.
   */
  int run(LineSource lines) throws IOException {
    boolean failed = false;
    boolean open = true;
    while (open) {
      try {
        open = handle(lines.next());
      } catch (MemoryException e) {
        errors.report(e, verbose);
        failed = true;
      }
    }
    return failed && !console.terminal() ? ErrorReport.FAILED : 0;
  }

  private boolean handle(Optional<String> input) {
    if (input.isEmpty() || LEAVING.contains(input.get().strip())) {
      return false;
    }
    String line = input.get().strip();
    if (line.startsWith("/")) {
      commands.run(line);
    } else if (!line.isEmpty()) {
      console.print(agent.send(line).text());
    }
    return true;
  }
}
