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

/** {@code recollect detach}: takes a source from an agent; the source stays. */
@Command(
    name = "detach",
    description = "Detach a source from an agent; the source stays.",
    mixinStandardHelpOptions = true)
final class DetachCommand implements Callable<Integer> {

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
      command.console().note(new SourceLines(memory).detach(agent, source));
    }
    return 0;
  }
}
