package dev.recollect.cli;

import dev.recollect.agent.Agent;
import dev.recollect.agent.TurnStream;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.error.WriteOutcome;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
  void greet(LineSource lines) {
    try {
      show(lines, agent::streamGreeting);
    } catch (MemoryException e) {
      errors.report(e, verbose);
    }
  }

  /** Shows a turn, which Ctrl-C at a terminal cancels. */
  private void show(LineSource lines, Function<CallOptions, TurnStream> turn) {
    CancellationToken token = new CancellationToken();
    LineSource.Watch watch = lines.onInterrupt(token::cancel);
    try (TurnStream stream = turn.apply(CallOptions.none().withCancellation(token))) {
      new TurnPrinter(console, verbose).show(stream);
    } catch (MemoryException e) {
      if (!token.isCancelled() || e.outcome() instanceof WriteOutcome.Unknown) {
        throw e;
      }
      console.note(
          e.outcome() instanceof WriteOutcome.Applied
              ? "Cancelled. The message and what tools did for it are kept; the next one goes on from there."
              : "Cancelled. Nothing of it is kept.");
    } finally {
      watch.close();
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
        open = handle(lines, lines.next());
      } catch (MemoryException e) {
        errors.report(e, verbose);
        failed = true;
      }
    }
    return failed && !console.terminal() ? ErrorReport.FAILED : 0;
  }

  private boolean handle(LineSource lines, Optional<String> input) {
    if (input.isEmpty() || LEAVING.contains(input.get().strip())) {
      return false;
    }
    String line = input.get().strip();
    if (line.startsWith("/")) {
      commands.run(line);
    } else if (!line.isEmpty()) {
      show(lines, options -> agent.stream(line, options));
    }
    return true;
  }
}
