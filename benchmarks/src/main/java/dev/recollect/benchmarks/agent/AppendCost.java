package dev.recollect.benchmarks.agent;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.chat.TokenWindowChatMemory;
import dev.langchain4j.model.TokenCountEstimator;
import dev.recollect.agent.context.ContextManager;
import dev.recollect.agent.profile.NativeRules;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/**
 * Times adding a message of 100 tokens to a window that holds 8,000 and 128,000 tokens, beside
 * LangChain4j's TokenWindowChatMemory; both count a token for four characters.
 */
@Command(name = "window", description = "Times adding a message to a window, beside LangChain4j.")
final class AppendCost implements Callable<Integer> {

  private static final int MESSAGE_TOKENS = 100;
  private static final int ROUNDS = 200;
  private static final String TEXT = "word ".repeat(MESSAGE_TOKENS * 4 / 5);

  @Override
  public Integer call() {
    double[] own = new double[2];
    double[] other = new double[2];
    int[] windows = {8_000, 128_000};
    for (int warm = 0; warm < 2; warm++) {
      for (int index = 0; index < 2; index++) {
        own[index] = own(windows[index]);
        other[index] = langchain4j(windows[index]);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "append, median: Recollect %.0f ns at 8k, %.0f ns at 128k (%.2f x)%n",
        own[0],
        own[1],
        own[1] / own[0]);
    System.out.printf(
        Locale.ROOT,
        "append, median: TokenWindowChatMemory %.0f ns at 8k, %.0f ns at 128k (%.2f x)%n",
        other[0],
        other[1],
        other[1] / other[0]);
    System.out.printf(
        Locale.ROOT,
        "TokenWindowChatMemory / Recollect: %.0f x at 8k, %.0f x at 128k%n",
        other[0] / own[0],
        other[1] / own[1]);
    return 0;
  }

  private static double own(int window) {
    ContextManager context =
        new ContextManager(
            new ScriptedChatModel(2 * window), new NativeRules(ZoneOffset.UTC, null), false);
    Message message = Message.of(Role.USER, TEXT, Instant.EPOCH);
    LogEntry entry = LogEntry.imagined(StoredMessage.of(message));
    return median(window, round -> context.add(entry));
  }

  private static double langchain4j(int window) {
    TokenWindowChatMemory memory = TokenWindowChatMemory.withMaxTokens(2 * window, new Estimator());
    return median(window, round -> memory.add(UserMessage.from(TEXT)));
  }

  private static double median(int window, IntConsumer append) {
    for (int filled = 0; filled < window; filled += MESSAGE_TOKENS) {
      append.accept(filled);
    }
    long[] times = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      append.accept(round);
      times[round] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }

  /** Counts a token for four characters, as the scripted model does. */
  private static final class Estimator implements TokenCountEstimator {

    @Override
    public int estimateTokenCountInText(String text) {
      return (text.length() + 3) / 4;
    }

    @Override
    public int estimateTokenCountInMessage(ChatMessage message) {
      return 4 + estimateTokenCountInText(((UserMessage) message).singleText());
    }

    @Override
    public int estimateTokenCountInMessages(Iterable<ChatMessage> messages) {
      return StreamSupport.stream(messages.spliterator(), false)
          .mapToInt(this::estimateTokenCountInMessage)
          .sum();
    }
  }
}
