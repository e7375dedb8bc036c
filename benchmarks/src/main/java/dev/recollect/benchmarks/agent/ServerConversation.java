package dev.recollect.benchmarks.agent;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.agent.TurnStream;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.core.Recollect;
import dev.recollect.model.openai.OpenAiModel;
import dev.recollect.model.openai.OpenAiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Talks with a model behind a server that speaks OpenAI's protocol, and says how each turn ended
 * and whether the memory is sound afterwards. What the model says is not judged.
 */
@Command(name = "server", description = "Talks with the model of an OpenAI-compatible server.")
final class ServerConversation implements Callable<Integer> {

  private static final List<String> LINES =
      List.of(
          "My boat is called Petrel, please remember that.",
          "What is my boat called?",
          "Search your memory for the harbour.",
          "I moved to Bergen last week. Note it.",
          "Where do I live?",
          "File this away: the code of the shed is 4821.",
          "What did we talk about first?",
          "Thanks, that is all for now.");

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where to write.")
  private Path below = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--url", required = true, description = "Where the API begins; ends in /v1.")
  private String url = "";

  @Option(names = "--model", required = true, description = "What the server calls the model.")
  private String model = "";

  @Option(names = "--turns", description = "Turns (default 50).")
  private int turns = 50;

  @Option(names = "--window", description = "Tokens of the window (default 8192).")
  private int window = 8_192;

  @Option(names = "--steps", description = "Most replies of a turn (default 4).")
  private int steps = 4;

  @Option(names = "--profile", description = "native (default) or memgpt.")
  private String profile = "native";

  @Option(names = "--whole", description = "Ask for whole answers instead of streams.")
  private boolean whole;

  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int replies;
  private int calls;
  private int failedCalls;
  private int pieces;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory(below, "server-conversation");
    try (OpenAiModel asked = model()) {
      try (Recollect memory = Recollect.builder().home(folder).open();
          Agent agent = builder(memory, asked).create()) {
        for (int number = 1; number <= turns; number++) {
          turn(agent, number);
        }
      }
      try (Recollect memory = Recollect.builder().home(folder).open();
          Agent agent = builder(memory, asked).open()) {
        check(agent);
      }
    }
    print();
    return faults.isEmpty() ? 0 : 1;
  }

  private OpenAiModel model() {
    OpenAiServer server = OpenAiServer.at(url).timeout(Duration.ofMinutes(2)).build();
    return OpenAiModel.builder(model, server).contextWindow(window).stream(!whole).build();
  }

  private AgentBuilder builder(Recollect memory, OpenAiModel asked) {
    return Agent.builder(memory, asked)
        .name("tested")
        .profile(AgentProfile.of(profile))
        .stepLimit(steps)
        .turnTimeout(Duration.ofMinutes(5));
  }

  private void turn(Agent agent, int number) {
    String line = line(number);
    try {
      Turn turn = whole ? agent.send(line) : streamed(agent, line);
      replies += turn.steps();
      calls += turn.toolRuns().size();
      failedCalls += (int) turn.toolRuns().stream().filter(Turn.ToolRun::failed).count();
      ends.merge(turn.stopReason().name(), 1, Integer::sum);
    } catch (MemoryException e) {
      ends.merge("error " + e.kind(), 1, Integer::sum);
      faults.add("turn " + number + ": " + e.getMessage());
    }
  }

  private static String line(int number) {
    return number + ". " + LINES.get((number - 1) % LINES.size());
  }

  private Turn streamed(Agent agent, String line) {
    try (TurnStream stream = agent.stream(line)) {
      while (stream.hasNext()) {
        pieces += stream.next() instanceof TurnEvent.Text ? 1 : 0;
      }
      return stream.turn();
    }
  }

  /** Each line is in recall memory once, in order, and everything can still be read. */
  private void check(Agent agent) {
    List<String> heard =
        agent.recall().list(agent.conversation(), 1, 1_000).stream()
            .filter(found -> found.message().role() == Role.USER)
            .map(RecalledMessage::text)
            .toList();
    List<String> said = new ArrayList<>();
    for (int number = 1; number <= turns; number++) {
      said.add(line(number));
    }
    if (faults.isEmpty() && !heard.equals(said)) {
      faults.add("recall memory holds " + heard + " instead of what was said");
    }
    for (MemoryBlock block : agent.core().blocks()) {
      if (block.length() > block.limit()) {
        faults.add("block " + block.label() + " is longer than its limit");
      }
    }
    if (agent.context().free() < 0) {
      faults.add("the context has more tokens than the window");
    }
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %s: %d turns %s; %d replies, %d calls of tools (%d failed), %d pieces of text%n",
        model,
        profile,
        whole ? "whole answers" : "streamed",
        turns,
        ends,
        replies,
        calls,
        failedCalls,
        pieces);
    faults.forEach(System.out::println);
    System.out.println(faults.isEmpty() ? "memory is sound" : "FAULTS: " + faults.size());
  }
}
