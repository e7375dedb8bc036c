package dev.recollect.agent.killed;

import dev.recollect.agent.Agent;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import dev.recollect.memory.tck.fake.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one message to an agent, in a process that may end at an event of the turn. */
final class HarbourProgram {

  static final String QUESTION = "Will you tell the harbour?";

  private HarbourProgram() {}

  /**
   * Runs the turn; the process halts at the event of a number.
   *
   * @param arguments folder, profile, number of the event or -1, whether the tool is idempotent
   */
  public static void main(String[] arguments) {
    AgentProfile profile = AgentProfile.of(arguments[1]);
    int last = Integer.parseInt(arguments[2]);
    AtomicInteger events = new AtomicInteger();
    Listener halting =
        event -> {
          if (named(event) && events.getAndIncrement() == last) {
            Runtime.getRuntime().halt(137);
          }
        };
    Path folder = Path.of(arguments[0]);
    try (Recollect memory = memory(folder);
        Agent agent = agent(memory, profile, folder, halting, Boolean.parseBoolean(arguments[3]))) {
      var unused = agent.send(QUESTION, "request");
    }
  }

  /** The named points of a turn: each commit, each tool and each request, before and after. */
  static boolean named(Event event) {
    return event instanceof TurnEvent.Committing
        || event instanceof TurnEvent.Committed
        || event instanceof TurnEvent.ToolStarted
        || event instanceof TurnEvent.ToolEnded
        || event instanceof TurnEvent.ModelAsked
        || event instanceof TurnEvent.ModelAnswered;
  }

  static Recollect memory(Path folder) {
    return Recollect.builder()
        .home(folder.resolve("home"))
        .embeddingModel(new FakeEmbeddingModel())
        .clock(new ManualClock())
        .open();
  }

  static Agent agent(
      Recollect memory, AgentProfile profile, Path folder, Listener listener, boolean idempotent) {
    return Agent.builder(memory, new HarbourScript(profile))
        .name("ada")
        .zone(ZoneId.of("UTC"))
        .profile(profile)
        .tool(new Radio(folder.resolve("radio"), idempotent))
        .listener(listener)
        .openOrCreate();
  }

  /** Returns the turn, whoever runs it or has run it. */
  static Turn ask(Agent agent) {
    return agent.send(QUESTION, "request");
  }

  /** A tool of an application: what it does cannot be undone, and lies in a file, key by key. */
  private record Radio(Path journal, boolean idempotent) implements Tool {

    @Override
    public ToolSpec spec() {
      return new ToolSpec(
          "radio",
          "Sends by radio",
          "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}");
    }

    @Override
    public ToolResult call(ToolInvocation invocation) {
      try {
        Files.writeString(
            journal,
            invocation.key().replaceFirst("^[^/]*", "conversation") + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.SYNC);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return ToolResult.ok("sent");
    }
  }
}
