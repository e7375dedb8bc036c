package dev.recollect.cli;

import dev.recollect.agent.Agents;
import dev.recollect.memory.core.Recollect;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code recollect delete}: deletes something for good. */
@Command(name = "delete", description = "Delete an agent.", mixinStandardHelpOptions = true)
final class DeleteCommand implements Runnable {

  @ParentCommand private @Nullable RecollectCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to delete: ./recollect delete agent NAME");
  }

  @Command(
      name = "agent",
      description = "Delete an agent with everything it remembers.",
      mixinStandardHelpOptions = true)
  int agent(
      @Mixin BackendOptions backends,
      @Parameters(paramLabel = "NAME", description = "The agent.") String name) {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      Agents.delete(memory, name);
    }
    command.console().note("Deleted agent '" + name + "' with everything it remembered.");
    return 0;
  }
}
