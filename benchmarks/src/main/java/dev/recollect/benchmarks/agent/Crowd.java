package dev.recollect.benchmarks.agent;

import dev.recollect.agent.Agent;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.embeddings.onnx.OnnxEmbeddingModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.EmbeddingIdentity;
import dev.recollect.memory.api.model.EmbeddingModel;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.core.Recollect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Lets many agents talk at once, each on a virtual thread of its own, and compares how fast texts
 * are embedded then with how fast the embedding model alone embeds the same texts.
 */
@Command(name = "crowd", description = "Many agents at once, beside the embedding model alone.")
final class Crowd implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where to write.")
  private Path below = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--agents", description = "Agents (default 100).")
  private int agents = 100;

  @Option(names = "--turns", description = "Turns of each (default 10).")
  private int turns = 10;

  @Override
  public Integer call() throws Exception {
    try (Recording recording = new Recording(OnnxEmbeddingModel.open())) {
      double together = talk(recording);
      double alone = alone(recording);
      System.out.printf(
          Locale.ROOT,
          "%d agents, %,d texts embedded: %.2f of what the embedding model alone sustains%n",
          agents,
          recording.texts.size(),
          alone / together);
    }
    return 0;
  }

  private double talk(Recording recording) throws Exception {
    Path folder = Files.createTempDirectory(below, "crowd");
    try (Recollect memory = Recollect.builder().home(folder).embeddingModel(recording).open()) {
      List<Agent> crowd = new ArrayList<>();
      for (int index = 0; index < agents; index++) {
        crowd.add(agent(memory, index));
      }
      recording.texts.clear();
      return seconds(crowd.size(), index -> talk(crowd.get(index), index));
    }
  }

  private static Agent agent(Recollect memory, int index) {
    ScriptedChatModel model =
        new ScriptedChatModel()
            .respondAlways(request ->
                new ChatReply(
                    "I have noted it, and will remember it when you ask for it again.",
                    List.of(),
                    ChatReply.Finish.COMPLETE,
                    Usage.NONE));
    return Agent.builder(memory, model).name("agent-" + index).create();
  }

  private void talk(Agent agent, int index) {
    for (int turn = 0; turn < turns; turn++) {
      agent.send("Agent " + index + " hears number " + turn + " of what happened in the harbour");
    }
  }

  private double alone(Recording recording) throws Exception {
    List<String> texts = List.copyOf(recording.texts);
    return seconds(
        texts.size(),
        index -> recording.model.embed(List.of(texts.get(index)), CallOptions.none()));
  }

  /** A piece of work by its number. */
  @FunctionalInterface
  private interface Work {
    void run(int index) throws IOException;
  }

  private static double seconds(int count, Work work) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        int own = index;
        running.add(
            threads.submit(() -> {
              work.run(own);
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Remembers what was embedded. */
  private static final class Recording implements EmbeddingModel {
    private final EmbeddingModel model;
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    Recording(EmbeddingModel model) {
      this.model = model;
    }

    @Override
    public EmbeddingIdentity identity() {
      return model.identity();
    }

    @Override
    public int maximumTokens() {
      return model.maximumTokens();
    }

    @Override
    public int countTokens(String text) {
      return model.countTokens(text);
    }

    @Override
    public List<float[]> embed(List<String> input, CallOptions options) {
      texts.addAll(input);
      return model.embed(input, options);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
