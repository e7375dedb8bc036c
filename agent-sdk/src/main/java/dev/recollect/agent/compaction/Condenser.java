package dev.recollect.agent.compaction;

import dev.recollect.agent.context.ExchangeSummaries;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Condenses messages: the model writes the summary, and extracts stand in where there is none or it
 * fails. Thread-safe.
 */
final class Condenser {

  private static final int LEAST = 24;

  private final @Nullable ExchangeSummaries summaries;
  private final KeySentences extracts = new KeySentences(this::tokens);

  /**
   * Creates a condenser.
   *
   * @param summaries lets the model write and counts its tokens; null for extracts whose tokens are
   *     estimated
   */
  Condenser(@Nullable ExchangeSummaries summaries) {
    this.summaries = summaries;
  }

  /**
   * A summary.
   *
   * @param text its text
   * @param written whether a model wrote it
   * @param before tokens of what it stands for
   * @param after its own tokens, fewer
   * @param usage what the model took
   */
  record Condensed(String text, boolean written, int before, int after, Usage usage) {}

  /** Returns the tokens of messages. */
  int tokens(List<Message> said) {
    return summaries == null
        ? said.stream().mapToInt(message -> tokens(message.text())).sum()
        : summaries.tokens(said);
  }

  private int tokens(String text) {
    return summaries == null ? (text.length() + 3) / 4 : summaries.tokens(text);
  }

  /**
   * Returns a summary with fewer tokens than the messages; empty if they are too few for one.
   *
   * @param share how many tokens it may have, as a share of theirs
   */
  Optional<Condensed> condense(List<Message> said, double share, CallOptions options) {
    int before = tokens(said);
    int largest = Math.min(before - 1, Math.max(LEAST, (int) (before * share)));
    return written(said, largest, options)
        .map(written -> condensed(written.text(), true, before, written.usage()))
        .or(() -> extract(said, before, largest));
  }

  private Optional<ExchangeSummaries.Written> written(
      List<Message> said, int largest, CallOptions options) {
    return summaries == null ? Optional.empty() : summaries.write(said, largest, options);
  }

  private Optional<Condensed> extract(List<Message> said, int before, int largest) {
    String text = extracts.of(said, largest);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(condensed(text, false, before, Usage.NONE));
  }

  private Condensed condensed(String text, boolean written, int before, Usage usage) {
    return new Condensed(text, written, before, tokens(text), usage);
  }
}
