package dev.recollect.agent.context;

import dev.recollect.agent.state.StoredSummary;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets a model write summaries of exchanges that are kept outside the window. As thread-safe as the
 * model.
 */
public final class ExchangeSummaries {

  private final ChatModel model;
  private final TokenCounter counter;
  private final boolean asks;

  /**
   * Creates summaries by a model.
   *
   * @param asks whether the model is asked; otherwise its tokens are counted and it writes nothing
   */
  public ExchangeSummaries(ChatModel model, boolean asks) {
    this.model = model;
    this.counter = new TokenCounter(model);
    this.asks = asks;
  }

  /**
   * What a model wrote.
   *
   * @param text the summary
   * @param usage what it took
   */
  public record Written(String text, Usage usage) {}

  /** Returns the tokens of messages. */
  public int tokens(List<Message> said) {
    return said.stream().mapToInt(counter::count).sum();
  }

  /** Returns the tokens of a text, as those of a message. */
  public int tokens(String text) {
    return text.isEmpty() ? 0 : counter.count(message(text));
  }

  /**
   * Returns a summary with fewer tokens than the messages and at most so many; empty if the model
   * is not asked, fails, takes too long or writes too much.
   *
   * @param said what was said, oldest first, at least one message
   * @param options deadline and cancellation
   * @throws dev.recollect.memory.api.error.MemoryException CANCELLED, DEADLINE
   */
  public Optional<Written> write(List<Message> said, int largest, CallOptions options) {
    if (!asks) {
      return Optional.empty();
    }
    Summaries bounds = new Summaries(counter, summary -> message(text(summary)));
    ModelSummaries summaries =
        new ModelSummaries(model, counter, bounds, TokenBudget.of(model).request() / 2);
    StoredSummary summary = summaries.extend(null, said, largest, options);
    return summary.written()
        ? Optional.of(new Written(text(summary), summaries.takeUsage()))
        : Optional.empty();
  }

  private static String text(StoredSummary summary) {
    return String.join("\n", summary.lines());
  }

  private static Message message(String text) {
    return Message.of(Role.SYSTEM, text, Instant.EPOCH);
  }
}
