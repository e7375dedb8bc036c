package dev.recollect.cli;

import dev.recollect.agent.Agents;
import dev.recollect.memory.core.Recollect;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name an agent and a source. */
final class AttachmentOptions {

  @Option(names = "--agent", required = true, paramLabel = "NAME", description = "The agent.")
  private String agent = "";

  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "The source.")
  private String source = "";

  @Mixin private BackendOptions backends = new BackendOptions();

  /** What is done with the two; returns what to say. */
  @FunctionalInterface
  interface Change {
    String of(String agent, String source);
  }

  /** Does something with an agent that exists, and a source. */
  int run(RecollectCommand command, Function<SourceLines, Change> change) {
    try (Recollect memory = backends.apply(command.memory()).open()) {
      Agents.require(memory, agent);
      command.console().note(change.apply(new SourceLines(memory)).of(agent, source));
    }
    return 0;
  }
}
