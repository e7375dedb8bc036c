package dev.recollect.cli;

import dev.recollect.agent.Agents;
import dev.recollect.memory.core.Recollect;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code recollect attach}: lets an agent search a source. */
@Command(
    name = "attach",
    description = "Attach a source to an agent, whose searches then cover it.",
    mixinStandardHelpOptions = true)
final class AttachCommand implements Callable<Integer> {

  @ParentCommand private @Nullable RecollectCommand root;

  @Option(names = "--agent", required = true, paramLabel = "NAME", description = "The agent.")
  private String agent = "";

  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "The source.")
  private String source = "";

  @Mixin private BackendOptions backends = new BackendOptions();

  @Override
  public Integer call() {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      Agents.require(memory, agent);
      SourceLines lines = new SourceLines(memory);
      command.console().note(lines.attach(agent, source));
    }
    return 0;
  }
}
