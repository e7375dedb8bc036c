package dev.recollect.cli;

import dev.recollect.agent.Agents;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.core.Recollect;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code recollect list}: lists what there is. */
@Command(name = "list", description = "List agents.", mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {

  @ParentCommand private @Nullable RecollectCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Say what to list: ./recollect list agents");
  }

  @Command(name = "agents", description = "List agents, by name.", mixinStandardHelpOptions = true)
  int agents() {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = command.memory().open()) {
      List<Owner> agents = Agents.list(memory);
      agents.forEach(agent -> command.console().print(line(memory, agent)));
      if (agents.isEmpty()) {
        command.console().note("There are no agents yet; ./recollect run makes one.");
      }
    }
    return 0;
  }

  private static String line(Recollect memory, Owner agent) {
    return agent.name()
        + "  made "
        + agent.createdAt()
        + ", "
        + memory.recall(agent.name()).count()
        + " messages, "
        + memory.archival(agent.name()).count()
        + " passages";
  }
}
