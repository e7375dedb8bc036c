package dev.recollect.agent.context;

import dev.recollect.agent.profile.ProfileRules;
import dev.recollect.agent.state.StoredSummary;
import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the summary of messages that leave the window: deterministic, without a model.
 *
 * <p>Each message that somebody said gives one line, its beginning. A summary of a summary keeps
 * the old lines. When it is too long, what the agent said goes first, then the oldest line. It
 * always has fewer tokens than what it replaces: if nothing else helps, no line is left and nothing
 * is shown.
 */
final class Summaries implements Summariser {

  private static final int LINE = 160;

  private final TokenCounter counter;
  private final Function<StoredSummary, Message> shown;

  /** Creates a maker of summaries that the model sees as a profile shows them. */
  Summaries(TokenCounter counter, ProfileRules rules) {
    this(counter, summary -> rules.shown(summary));
  }

  /**
   * Creates a maker of summaries.
   *
   * @param shown how a summary is shown to the model, by which its tokens are counted
   */
  Summaries(TokenCounter counter, Function<StoredSummary, Message> shown) {
    this.counter = counter;
    this.shown = shown;
  }

  @Override
  public StoredSummary extend(
      @Nullable StoredSummary old, List<Message> leaving, int largest, CallOptions options) {
    int bound = bound(old, leaving, largest);
    List<String> lines = new ArrayList<>(old == null ? List.of() : old.lines());
    leaving.stream().filter(Summaries::said).map(Summaries::line).forEach(lines::add);
    String since = old == null ? leaving.getFirst().createdAt().toString() : old.since();
    String until = leaving.getLast().createdAt().toString();
    long count = (old == null ? 0 : old.messages()) + leaving.size();
    StoredSummary summary = new StoredSummary(count, since, until, lines, false);
    while (!lines.isEmpty() && tokens(summary) > bound) {
      shorten(lines, tokens(summary) - bound);
      summary = summary.withLines(lines, false);
    }
    return summary;
  }

  /** Drops lines that have the surplus together, so that counting again is rarely needed. */
  private void shorten(List<String> lines, int surplus) {
    int dropped = 0;
    while (!lines.isEmpty() && dropped < surplus) {
      int index = 0;
      while (index < lines.size() && !ofAgent(lines.get(index))) {
        index++;
      }
      dropped += Math.max(1, counter.count(lines.remove(index == lines.size() ? 0 : index)));
    }
  }

  private static boolean ofAgent(String line) {
    return line.startsWith("- assistant: ");
  }

  private static boolean said(Message message) {
    boolean somebody = message.role() == Role.USER || message.role() == Role.ASSISTANT;
    return somebody && !message.text().isBlank();
  }

  private static String line(Message message) {
    String text = message.text().strip().replaceAll("\\s+", " ");
    return "- " + speaker(message) + ": " + Cut.plain(text, LINE);
  }

  /** Returns who said a message: role, and name if known. */
  static String speaker(Message message) {
    String role = message.role().name().toLowerCase(Locale.ROOT);
    return message.name().map(name -> role + " (" + name + ")").orElse(role);
  }

  /** Returns whether a summary is smaller than what it replaces and than it may be. */
  boolean fits(
      StoredSummary summary, @Nullable StoredSummary old, List<Message> leaving, int largest) {
    return tokens(summary) <= bound(old, leaving, largest);
  }

  private int bound(@Nullable StoredSummary old, List<Message> leaving, int largest) {
    int replaced = tokens(old) + leaving.stream().mapToInt(counter::count).sum();
    return Math.min(largest, replaced - 1);
  }

  private int tokens(@Nullable StoredSummary summary) {
    return summary == null || summary.lines().isEmpty() ? 0 : counter.count(shown.apply(summary));
  }
}
