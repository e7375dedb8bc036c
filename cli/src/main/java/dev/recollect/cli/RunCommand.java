package dev.recollect.cli;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.agent.Turn;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Placement;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code recollect run}: talk to an agent, made at its first use and resumed later. */
@Command(
    name = "run",
    description = "Talk to an agent; it is made at its first use and resumed later.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  static final String DEFAULT_MODEL = "offline";

  @ParentCommand private @Nullable RecollectCommand root;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "The agent (default: ${DEFAULT-VALUE}).")
  private String agent = "default";

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The language model: offline (default), openai or openai:NAME.")
  private String model = DEFAULT_MODEL;

  @Mixin private BackendOptions backends = new BackendOptions();

  @Option(
      names = "--persona",
      paramLabel = "TEXT",
      description = "Who the agent is; applies when it is made.")
  private @Nullable String persona;

  @Option(
      names = "--human",
      paramLabel = "TEXT",
      description = "What it knows about you; applies when it is made.")
  private @Nullable String human;

  @Override
  public Integer call() throws IOException {
    RecollectCommand command = java.util.Objects.requireNonNull(root);
    Console console = command.console();
    try (Recollect memory = backends.apply(command.memory()).open();
        ChatModel chatModel = memory.chatModel(model);
        Agent opened = openAgent(console, memory, chatModel)) {
      greet(console, memory.placement(), chatModel);
      opened.resumed().ifPresent(turn -> showResumed(console, turn));
      return new Chat(console, opened, new ErrorReport(console), command.verbose()).run();
    }
  }

  private Agent openAgent(Console console, Recollect memory, ChatModel chatModel) {
    AgentBuilder builder = Agent.builder(memory, chatModel).name(agent);
    if (persona != null) {
      builder.persona(persona);
    }
    if (human != null) {
      builder.human(human);
    }
    boolean initial = persona != null || human != null;
    if (initial && memory.tenant(memory.tenant()).findOwner(agent).isPresent()) {
      console.note(
          "note: agent '" + agent + "' exists; --persona and --human apply at creation only");
    }
    return builder.openOrCreate();
  }

  private void greet(Console console, Placement placement, ChatModel chatModel) {
    console.note(
        "agent "
            + agent
            + " | model "
            + chatModel.id()
            + " | "
            + places(placement)
            + " | embedding: "
            + placement.embedding());
    console.note(chatModel.description());
    if (console.terminal()) {
      console.note("Type a message, /help for commands, /exit to leave.");
    }
  }

  private static String places(Placement placement) {
    boolean together =
        placement.state().equals(placement.recall())
            && placement.recall().equals(placement.archival());
    return together
        ? "state, recall, archival: " + placement.state()
        : "state: "
            + placement.state()
            + " | recall: "
            + placement.recall()
            + " | archival: "
            + placement.archival();
  }

  private static void showResumed(Console console, Turn turn) {
    console.note("The last conversation was interrupted; its answer: " + turn.text());
  }
}
