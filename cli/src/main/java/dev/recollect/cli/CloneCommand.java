package dev.recollect.cli;

import dev.recollect.agent.Agents;
import dev.recollect.agent.CloneOption;
import dev.recollect.memory.core.Recollect;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code recollect clone}: makes an agent that is as another one is. */
@Command(
    name = "clone",
    description = "Make an agent that is as another one is.",
    mixinStandardHelpOptions = true)
final class CloneCommand implements Runnable {

  @ParentCommand private @Nullable RecollectCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to clone: ./recollect clone agent NAME NEW");
  }

  @Command(
      name = "agent",
      description =
          "Make an agent with the instructions, blocks and sources of another; never with what was said to that one.",
      mixinStandardHelpOptions = true)
  int agent(
      @Mixin BackendOptions backends,
      @Option(names = "--passages", description = "Copy its archival memory too.") boolean passages,
      @Parameters(index = "0", paramLabel = "NAME", description = "The agent.") String name,
      @Parameters(index = "1", paramLabel = "NEW", description = "Name of the new one.")
          String made) {
    RecollectCommand command = Objects.requireNonNull(root);
    CloneOption[] options =
        passages ? new CloneOption[] {CloneOption.PASSAGES} : new CloneOption[0];
    try (Recollect memory = backends.apply(command.memory()).open()) {
      Agents.clone(memory, name, made, options);
    }
    command.console().note("Cloned agent '" + name + "' as '" + made + "'.");
    return 0;
  }
}
