package dev.recollect.examples.autonomous;

import dev.recollect.agent.offline.OfflineModel;
import dev.recollect.examples.shared.Commands;
import dev.recollect.examples.shared.MemoryChoice;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The autonomous agent, from the command line. */
@Command(
    name = "examples/run autonomous",
    description = "Pursues a goal in a working folder; run again, it goes on where it was.")
public final class AutonomousCommand implements Callable<Integer> {

  /** Exit code when the goal was not reached. */
  static final int NOT_REACHED = 3;

  private static final String CANNOT =
      " It cannot plan or choose tools, so it cannot pursue a goal; nothing was done. Name a model"
          + " that can: --model openai:NAME with OPENAI_API_KEY, or with OPENAI_BASE_URL for a"
          + " server of your own; or watch a prepared run with --model scripted.";

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "What decides: offline (default, which cannot), openai:NAME, or scripted.")
  private String model = OfflineModel.ID;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where to work (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("workspace");

  @Option(
      names = "--cycles",
      paramLabel = "N",
      description = "How often the model may stop short of the goal (default: ${DEFAULT-VALUE}).")
  private int cycles = 3;

  @Option(names = "--clear", description = "Forget all that was done and remembered before.")
  private boolean clear;

  @Parameters(
      arity = "0..*",
      paramLabel = "GOAL",
      description = "What to reach (default: what the scripted model's run reaches).")
  private List<String> words = List.of();

  private final Map<String, String> environment;

  AutonomousCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Pursues a goal; exits with 0 if it was reached, with 1 after an error, with 2 after wrong
   * usage, with 3 if it was not reached.
   */
  public static void main(String[] arguments) {
    System.exit(Commands.run(new AutonomousCommand(System.getenv()), arguments));
  }

  @Override
  public Integer call() {
    try (Recollect memory = MemoryChoice.open(environment, "lucene");
        ChatModel chatModel =
            ScriptedModel.named(model) ? ScriptedModel.of(model) : memory.chatModel(model)) {
      if (chatModel.id().equals(OfflineModel.ID)) {
        System.err.println(chatModel.description() + CANNOT);
        return NOT_REACHED;
      }
      return pursue(memory, chatModel);
    }
  }

  private int pursue(Recollect memory, ChatModel chatModel) {
    String goal = words.isEmpty() ? ScriptedModel.GOAL : String.join(" ", words);
    TextMemory texts = TextMemory.of(memory, environment);
    AutonomousAgent agent = new AutonomousAgent(memory, chatModel, texts, folder);
    if (clear) {
      agent.forget();
    }
    System.out.println("goal: " + goal);
    System.out.println("done before: " + agent.acts(goal) + " acts");
    AutonomousAgent.Outcome outcome = agent.pursue(goal, cycles, System.out::println);
    System.out.println((outcome.reached() ? "reached: " : "not reached: ") + outcome.text());
    TextMemory.Statistics known = texts.statistics();
    System.out.println("memory: " + known.texts() + " texts in index " + known.index());
    return outcome.reached() ? 0 : NOT_REACHED;
  }
}
