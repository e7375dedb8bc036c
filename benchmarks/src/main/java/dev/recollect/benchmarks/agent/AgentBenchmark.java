package dev.recollect.benchmarks.agent;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures agents; each subcommand prints what it measured. */
@Command(
    name = "agents",
    description = "Measures agents.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AppendCost.class,
      TurnCost.class,
      Crowd.class,
      LongConversation.class,
      NestedKeyValues.class,
      ServerConversation.class
    })
public final class AgentBenchmark {

  private AgentBenchmark() {}

  /** Runs one measurement; exits with 0, with 1 if it missed what it must reach. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AgentBenchmark()).execute(arguments));
  }
}
