package dev.recollect.agent.context;

import dev.recollect.agent.state.StoredSummary;
import dev.recollect.agent.text.Cut;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the summary of messages that leave the window: deterministic, without a model.
 *
 * <p>Each message that somebody said gives one line, its beginning. A summary of a summary keeps
 * the old lines. When it is too long, what the agent said goes first, then the oldest line. It
 * always has fewer tokens than what it replaces: if nothing else helps, no line is left and nothing
 * is shown.
 */
public final class Summaries {

  private static final int LINE = 160;

  private final TokenCounter counter;
  private final ZoneId zone;

  /** Creates a maker of summaries. */
  public Summaries(TokenCounter counter, ZoneId zone) {
    this.counter = counter;
    this.zone = zone;
  }

  /**
   * Returns a summary in place of another and of messages.
   *
   * @param old the present summary, or null
   * @param leaving the messages that leave, oldest first, at least one
   * @param largest the most tokens it may have
   */
  public StoredSummary extend(@Nullable StoredSummary old, List<Message> leaving, int largest) {
    int replaced = tokens(old) + leaving.stream().mapToInt(counter::count).sum();
    List<String> lines = new ArrayList<>(old == null ? List.of() : old.lines());
    leaving.stream().filter(Summaries::said).map(Summaries::line).forEach(lines::add);
    String since = old == null ? leaving.getFirst().createdAt().toString() : old.since();
    String until = leaving.getLast().createdAt().toString();
    long count = (old == null ? 0 : old.messages()) + leaving.size();
    StoredSummary summary = new StoredSummary(count, since, until, lines);
    int bound = Math.min(largest, replaced - 1);
    while (!lines.isEmpty() && tokens(summary) > bound) {
      shorten(lines, tokens(summary) - bound);
      summary = new StoredSummary(count, since, until, lines);
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
    String role = message.role().name().toLowerCase(Locale.ROOT);
    String speaker = message.name().map(name -> role + " (" + name + ")").orElse(role);
    String text = message.text().strip().replaceAll("\\s+", " ");
    return "- " + speaker + ": " + Cut.plain(text, LINE);
  }

  private int tokens(@Nullable StoredSummary summary) {
    return summary == null || summary.lines().isEmpty() ? 0 : counter.count(message(summary));
  }

  /** Returns the summary as the message that leads the window; only for one with lines. */
  public Message message(StoredSummary summary) {
    Instant until = Instant.parse(summary.until());
    String text =
        "Extracts of the "
            + summary.messages()
            + " messages before these ("
            + Instant.parse(summary.since()).atZone(zone).toLocalDate()
            + " to "
            + until.atZone(zone).toLocalDate()
            + "); conversation_search finds them whole:\n"
            + String.join("\n", summary.lines());
    return Message.of(Role.SYSTEM, text, until);
  }
}
