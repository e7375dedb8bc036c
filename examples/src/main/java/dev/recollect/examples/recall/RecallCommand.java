package dev.recollect.examples.recall;

import dev.recollect.examples.shared.Commands;
import dev.recollect.examples.shared.MemoryChoice;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One question to the agent, from the command line. */
@Command(
    name = "examples/run recall",
    description = "Asks an agent that remembers what you and it said to each other.")
public final class RecallCommand implements Callable<Integer> {

  @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who asks.")
  private String user = "";

  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "Which of the user's conversations this is (default: ${DEFAULT-VALUE}).")
  private String conversation = "first";

  @Option(
      names = "--only-this-conversation",
      description = "Recall what was said in this conversation alone.")
  private boolean only;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The language model: offline (default), openai or openai:NAME.")
  private String model = "offline";

  @Option(
      names = "--show-recalled",
      description = "Also print what of the past was put before the model.")
  private boolean show;

  @Parameters(arity = "1..*", paramLabel = "TEXT", description = "What the user says.")
  private List<String> words = List.of();

  private final Map<String, String> environment;

  RecallCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Asks; exits with 0, with 1 after an error, with 2 after wrong usage. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(new RecallCommand(System.getenv()), arguments));
  }

  @Override
  public Integer call() {
    RecallScope scope = only ? RecallScope.THIS_CONVERSATION : RecallScope.ALL_CONVERSATIONS;
    try (Recollect memory = MemoryChoice.open(environment, "pgvector");
        ChatModel chatModel = memory.chatModel(model)) {
      RecallAgent agent = new RecallAgent(memory, chatModel, RecallSettings.DEFAULT);
      RecallAgent.Answer answer = agent.ask(user, conversation, scope, String.join(" ", words));
      if (show) {
        System.out.println(answer.recalled() == null ? "(nothing)" : answer.recalled());
      }
      System.out.println(answer.text());
    }
    return 0;
  }
}
