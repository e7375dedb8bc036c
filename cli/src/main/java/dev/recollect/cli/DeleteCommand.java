package dev.recollect.cli;

import dev.recollect.agent.Agents;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.core.Recollect;
import java.util.List;
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

/** {@code recollect delete}: deletes something for good. */
@Command(
    name = "delete",
    description = "Delete an agent, a user of one, or a source.",
    mixinStandardHelpOptions = true)
final class DeleteCommand implements Runnable {

  @ParentCommand private @Nullable RecollectCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to delete: ./recollect delete agent NAME, user NAME --agent AGENT, or source NAME");
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

  @Command(
      name = "user",
      description = "Delete a user of an agent with everything of theirs.",
      mixinStandardHelpOptions = true)
  int user(
      @Mixin BackendOptions backends,
      @Option(names = "--agent", required = true, paramLabel = "NAME", description = "The agent.")
          String agent,
      @Parameters(paramLabel = "NAME", description = "The user.") String name) {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      Agents.deleteUser(memory, agent, name);
    }
    command
        .console()
        .note("Deleted user '" + name + "' of agent '" + agent + "' with everything of theirs.");
    return 0;
  }

  @Command(
      name = "source",
      description = "Delete a source with its documents.",
      mixinStandardHelpOptions = true)
  int source(
      @Mixin BackendOptions backends,
      @Option(names = "--force", description = "Detach it from whoever uses it first.")
          boolean force,
      @Parameters(paramLabel = "NAME", description = "The source.") String name) {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      List<String> users = memory.sources().users(name).stream().map(Owner::name).toList();
      if (!force && !users.isEmpty()) {
        throw MemoryException.conflict(
            "source '%s' is attached to %s; detach it there, or add --force. Nothing was deleted"
                .formatted(name, String.join(", ", users)));
      }
      users.forEach(user -> memory.sources().detach(user, name));
      memory.sources().delete(name);
      String detached = users.isEmpty() ? "" : "; it was attached to " + String.join(", ", users);
      command.console().note("Deleted source '" + name + "' with its documents" + detached + ".");
    }
    return 0;
  }
}
