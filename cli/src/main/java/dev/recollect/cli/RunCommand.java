package dev.recollect.cli;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.agent.Agents;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Placement;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
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

  private static final String DEFAULT_AGENT = "default";

  @ParentCommand private @Nullable RecollectCommand root;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description =
          "The agent; without it a person at a terminal chooses, and everything else talks to 'default'.")
  private @Nullable String agent;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description =
          "The language model: offline, openai or openai:NAME; what the agent was made for, else offline, if not given.")
  private @Nullable String model;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "For whom the agent is opened; each user has conversations and memory of their own.")
  private @Nullable String user;

  @Mixin private BackendOptions backends = new BackendOptions();

  @Mixin private NewAgentOptions initial = new NewAgentOptions();

  @Override
  public Integer call() throws IOException {
    RecollectCommand command = Objects.requireNonNull(root);
    NewAgentOptions.Texts texts = initial.read(command);
    try (Recollect memory = backends.apply(command.memory()).open();
        LineSource lines = command.console().lines()) {
      Optional<String> name = name(command.console(), memory, lines);
      return name.isEmpty() ? 0 : talk(name.orElseThrow(), memory, texts, lines);
    }
  }

  /** Returns whom to talk to; empty if the person leaves instead. */
  private Optional<String> name(Console console, Recollect memory, LineSource lines)
      throws IOException {
    if (agent != null || !console.terminal()) {
      return Optional.of(Objects.requireNonNullElse(agent, DEFAULT_AGENT));
    }
    AgentNames names = new AgentNames(RandomGenerator.getDefault());
    return new AgentPicker(console, memory, names, ZoneId.systemDefault())
        .pick(lines, initial.given());
  }

  private int talk(String name, Recollect memory, NewAgentOptions.Texts texts, LineSource lines)
      throws IOException {
    boolean exists = Agents.exists(memory, name);
    if (exists && initial.given() && user == null) {
      Objects.requireNonNull(root)
          .console()
          .note(
              "note: agent '%s' exists; %s apply at creation only"
                  .formatted(name, NewAgentOptions.NAMES));
    }
    Optional<String> made = exists ? Agents.template(memory, name).model() : texts.model();
    String id = Objects.requireNonNullElseGet(model, () -> made.orElse(DEFAULT_MODEL));
    try (ChatModel chatModel = memory.chatModel(id)) {
      return talk(name, exists, memory, chatModel, texts, lines);
    }
  }

  private int talk(
      String name,
      boolean exists,
      Recollect memory,
      ChatModel chatModel,
      NewAgentOptions.Texts texts,
      LineSource lines)
      throws IOException {
    RecollectCommand command = Objects.requireNonNull(root);
    Console console = command.console();
    AgentBuilder builder = Agent.builder(memory, chatModel).name(name);
    texts.applyTo(builder);
    Optional.ofNullable(user).ifPresent(builder::user);
    try (Agent opened = builder.openOrCreate()) {
      introduce(console, opened, memory.placement(), chatModel);
      opened.resumed().ifPresent(turn -> showResumed(console, turn));
      ErrorReport errors = new ErrorReport(console);
      Chat chat = new Chat(console, memory, opened, errors, command.verbose());
      if (!exists && console.terminal()) {
        chat.greet(lines);
      }
      return chat.run(lines);
    }
  }

  private static void introduce(
      Console console, Agent agent, Placement placement, ChatModel chatModel) {
    console.note(
        "agent "
            + agent.name()
            + agent.user().map(name -> " | user " + name).orElse("")
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
