package dev.recollect.benchmarks.agent;

import dev.recollect.agent.Agent;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.tier.RecallMemory;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Times turns that search both tiers, edit a block and answer, on the embedded store, in turn with
 * appends of 2 KB and fdatasync to a file in the same folder, and with searches just after a write;
 * model and embeddings are fakes that cost next to nothing.
 */
@Command(name = "turn", description = "Times turns beside appends with fdatasync.")
final class TurnCost implements Callable<Integer> {

  private static final int WARM_UP = 100;
  private static final int APPEND_BYTES = 2_048;

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where to write.")
  private Path below = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--stored", description = "Messages in recall memory beforehand (default 50).")
  private int stored = 50;

  @Option(names = "--rounds", description = "Turns that are measured (default 300).")
  private int rounds = 300;

  @Option(names = "--profile", description = "native (default) or memgpt.")
  private String profile = "native";

  private final List<Long> turns = new ArrayList<>();
  private final List<Long> appends = new ArrayList<>();
  private final List<Long> refreshes = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory(below, "turn-cost");
    ScriptedChatModel model = new ScriptedChatModel(32_000);
    try (Recollect memory =
            Recollect.builder().home(folder).embeddingModel(new FakeEmbeddingModel()).open();
        Agent agent =
            Agent.builder(memory, model)
                .name("measured")
                .profile(AgentProfile.of(profile))
                .openOrCreate();
        FileChannel file =
            FileChannel.open(
                folder.resolve("appended"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      fill(memory.recall("measured"));
      for (int round = -WARM_UP; round < rounds; round++) {
        measure(round, model, agent, file);
      }
    }
    print();
    return 0;
  }

  private void fill(RecallMemory recall) {
    List<Message> batch = new ArrayList<>();
    for (int index = 0; index < stored; index++) {
      Role role = index % 2 == 0 ? Role.USER : Role.ASSISTANT;
      batch.add(Message.of(role, "Message " + index + " about a boat", Instant.EPOCH));
      if (batch.size() == 1_000 || index == stored - 1) {
        recall.append("before", batch);
        batch.clear();
      }
    }
  }

  private void measure(int round, ScriptedChatModel model, Agent agent, FileChannel file)
      throws IOException {
    long append = append(file);
    long turn = turn(model, agent, round + WARM_UP);
    long first = search(agent, round);
    long second = search(agent, round);
    if (round >= 0) {
      appends.add(append);
      turns.add(turn);
      refreshes.add(Math.max(0, first - second));
    }
  }

  private static long append(FileChannel file) throws IOException {
    long start = System.nanoTime();
    file.write(ByteBuffer.allocate(APPEND_BYTES));
    file.force(false);
    return System.nanoTime() - start;
  }

  /** The first search after a turn waits until the index has what the turn wrote. */
  private static long search(Agent agent, int round) {
    long start = System.nanoTime();
    var unused = agent.recall().search("boat " + round, 5);
    return System.nanoTime() - start;
  }

  private long turn(ScriptedChatModel model, Agent agent, int number) {
    model.reply(
        calls(
            call("1", "archival_memory_search", "\"query\":\"boat " + number + "\""),
            call("2", "conversation_search", "\"query\":\"boat " + number + "\"")));
    model.reply(calls(edit(number)));
    String answer = "Your boat number " + number + " is called Petrel.";
    if (profile.equals("memgpt")) {
      model.reply(calls(new ToolCall("4", "send_message", "{\"message\":\"" + answer + "\"}")));
    } else {
      model.say(answer);
    }
    long start = System.nanoTime();
    agent.send("What is my boat number " + number + " called?");
    return System.nanoTime() - start;
  }

  private static ToolCall edit(int number) {
    return number == 0
        ? call("3", "core_memory_append", "\"name\":\"human\",\"content\":\"n0\"")
        : call(
            "3",
            "core_memory_replace",
            "\"name\":\"human\",\"old_content\":\"n"
                + (number - 1)
                + "\",\"new_content\":\"n"
                + number
                + "\"");
  }

  private static ToolCall call(String id, String tool, String arguments) {
    return new ToolCall(id, tool, "{" + arguments + ",\"request_heartbeat\":true}");
  }

  private static ChatReply calls(ToolCall... calls) {
    return new ChatReply("", List.of(calls), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private void print() {
    double turn = percentile(turns, 50);
    double append = percentile(appends, 50);
    double refresh = percentile(refreshes, 50);
    System.out.printf(
        Locale.ROOT,
        "%s, %,d messages stored: turn p50 %.1f, p90 %.1f appends with fdatasync (p50 %.3f ms)%n",
        profile,
        stored,
        turn / append,
        percentile(turns, 90) / append,
        append / 1e6);
    System.out.printf(
        Locale.ROOT,
        "turn - 3 appends: p50 %.3f ms; one index refresh: p50 %.3f ms; turn - 3 appends - refresh: %.3f ms%n",
        (turn - 3 * append) / 1e6,
        refresh / 1e6,
        (turn - 3 * append - refresh) / 1e6);
  }

  private static double percentile(List<Long> times, int percentile) {
    long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)];
  }
}
