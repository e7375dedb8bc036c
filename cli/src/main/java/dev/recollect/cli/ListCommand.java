package dev.recollect.cli;

import dev.recollect.agent.Agents;
import dev.recollect.memory.api.tier.Owner;
import dev.recollect.memory.core.Inspection;
import dev.recollect.memory.core.Recollect;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code recollect list}: lists what there is. */
@Command(
    name = "list",
    description = "List agents, sources, presets, personas, humans, backends or models.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {

  @ParentCommand private @Nullable RecollectCommand root;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to list: ./recollect list agents, sources, presets, personas, humans, backends or models");
  }

  @Command(name = "agents", description = "List agents, by name.", mixinStandardHelpOptions = true)
  int agents(@Mixin BackendOptions backends) {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      List<Owner> agents = Agents.list(memory);
      agents.forEach(agent -> command.console().print(line(memory, agent)));
      if (agents.isEmpty()) {
        command.console().note("There are no agents yet; ./recollect run makes one.");
      }
    }
    return 0;
  }

  @Command(
      name = "sources",
      description = "List sources, by name, with what they hold and who uses them.",
      mixinStandardHelpOptions = true)
  int sources(@Mixin BackendOptions backends) {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Recollect memory = backends.apply(command.memory()).open()) {
      List<String> lines = new SourceLines(memory).all();
      lines.forEach(command.console()::print);
      if (lines.isEmpty()) {
        command.console().note("There are no sources yet; ./recollect load directory makes one.");
      }
    }
    return 0;
  }

  @Command(
      name = "presets",
      description = "List the templates that run --preset knows by name.",
      mixinStandardHelpOptions = true)
  int presets() {
    new PresetLibrary(Objects.requireNonNull(root))
        .lines()
        .forEach(Objects.requireNonNull(root).console()::print);
    return 0;
  }

  @Command(
      name = "personas",
      description = "List the texts that run --persona knows by name.",
      mixinStandardHelpOptions = true)
  int personas() {
    return texts(TextLibrary.personas(Objects.requireNonNull(root)));
  }

  @Command(
      name = "humans",
      description = "List the texts that run --human knows by name.",
      mixinStandardHelpOptions = true)
  int humans() {
    return texts(TextLibrary.humans(Objects.requireNonNull(root)));
  }

  private int texts(TextLibrary library) {
    library.lines().forEach(Objects.requireNonNull(root).console()::print);
    return 0;
  }

  @Command(
      name = "backends",
      description = "List the backends that can be chosen, by id.",
      mixinStandardHelpOptions = true)
  int backends(@Mixin BackendOptions backends) {
    return providers(backends, true);
  }

  @Command(
      name = "models",
      description = "List the chat models and embedding models that can be chosen, by id.",
      mixinStandardHelpOptions = true)
  int models() {
    return providers(new BackendOptions(), false);
  }

  private int providers(BackendOptions options, boolean backends) {
    RecollectCommand command = Objects.requireNonNull(root);
    try (Inspection inspection = options.apply(command.memory()).inspect()) {
      ProviderLines lines = new ProviderLines(inspection, RunCommand.DEFAULT_MODEL);
      inspection.providers().stream()
          .filter(provider -> provider.kind().equals("backend") == backends)
          .forEach(provider -> command.console().print(lines.describe(provider)));
      if (!inspection.faults().isEmpty()) {
        command.console().note("Something is wrong with the settings: see ./recollect doctor");
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
        + " passages"
        + users(Agents.users(memory, agent.name()));
  }

  private static String users(List<String> names) {
    return names.isEmpty() ? "" : ", users: " + String.join(", ", names);
  }
}
