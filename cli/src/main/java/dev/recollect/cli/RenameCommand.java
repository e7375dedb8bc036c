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

/** {@code recollect rename}: gives an agent another name. */
@Command(
    name = "rename",
    description = "Give an agent another name.",
    mixinStandardHelpOptions = true)
final class RenameCommand implements Runnable {

  @ParentCommand private @Nullable RecollectCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to rename: ./recollect rename agent OLD NEW");
  }

  @Command(
      name = "agent",
      description = "Give an agent another name; it keeps all it has.",
      mixinStandardHelpOptions = true)
  int agent(
      @Mixin BackendOptions backends,
      @Parameters(index = "0", paramLabel = "OLD", description = "The agent.") String old,
      @Parameters(index = "1", paramLabel = "NEW", description = "Its new name.") String name) {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      Agents.rename(memory, old, name);
    }
    command.console().note("Renamed agent '" + old + "' to '" + name + "'.");
    return 0;
  }
}
