package dev.recollect.benchmarks.turn;

import dev.recollect.agent.Agent;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times turns that search both tiers, edit a block and answer, on the embedded store, in turn with
 * appends of 2 KB and fdatasync to a file in the same folder; model and embeddings are fakes that
 * cost next to nothing.
 */
public final class TurnCost {

  private static final int WARM_UP = 100;
  private static final int ROUNDS = 300;
  private static final int APPEND_BYTES = 2_048;

  private final long[] turns = new long[ROUNDS];
  private final long[] appends = new long[ROUNDS];

  private TurnCost() {}

  /** Runs the measurement in a temporary folder, or below the folder given as first argument. */
  public static void main(String[] arguments) throws IOException {
    Path below =
        Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
    new TurnCost().run(Files.createTempDirectory(below, "turn-cost"));
  }

  private void run(Path folder) throws IOException {
    ScriptedChatModel model = new ScriptedChatModel(32_000);
    try (Recollect memory =
            Recollect.builder().home(folder).embeddingModel(new FakeEmbeddingModel()).open();
        Agent agent = Agent.builder(memory, model).name("measured").openOrCreate();
        FileChannel file =
            FileChannel.open(
                folder.resolve("appended"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        long append = append(file);
        long turn = turn(model, agent, round + WARM_UP);
        if (round >= 0) {
          appends[round] = append;
          turns[round] = turn;
        }
      }
    }
    print();
  }

  private static long append(FileChannel file) throws IOException {
    long start = System.nanoTime();
    file.write(ByteBuffer.allocate(APPEND_BYTES));
    file.force(false);
    return System.nanoTime() - start;
  }

  private static long turn(ScriptedChatModel model, Agent agent, int number) {
    model.reply(
        calls(
            new ToolCall("1", "archival_memory_search", "{\"query\":\"boat " + number + "\"}"),
            new ToolCall("2", "conversation_search", "{\"query\":\"boat " + number + "\"}")));
    model.reply(
        calls(number == 0 ? append("n" + number) : replace("n" + (number - 1), "n" + number)));
    model.say("Your boat number " + number + " is called Petrel.");
    long start = System.nanoTime();
    agent.send("What is my boat number " + number + " called?");
    return System.nanoTime() - start;
  }

  private static ToolCall append(String content) {
    return new ToolCall(
        "3", "core_memory_append", "{\"name\":\"human\",\"content\":\"" + content + "\"}");
  }

  private static ToolCall replace(String old, String content) {
    return new ToolCall(
        "3",
        "core_memory_replace",
        "{\"name\":\"human\",\"old_content\":\"" + old + "\",\"new_content\":\"" + content + "\"}");
  }

  private static ChatReply calls(ToolCall... calls) {
    return new ChatReply("", List.of(calls), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private void print() {
    Arrays.sort(turns);
    Arrays.sort(appends);
    System.out.printf(
        Locale.ROOT,
        "turn / append with fdatasync: p50 %.1f, p90 %.1f (%d turns; append p50 %.3f ms)%n",
        ratio(50),
        ratio(90),
        ROUNDS,
        appends[ROUNDS / 2] / 1e6);
    System.out.printf(
        Locale.ROOT,
        "turn - 3 appends: p50 %.3f ms%n",
        (turns[ROUNDS / 2] - 3 * appends[ROUNDS / 2]) / 1e6);
  }

  private double ratio(int percentile) {
    int place = ROUNDS * percentile / 100;
    return (double) turns[place] / appends[place];
  }
}
